import type { Readable } from 'node:stream';

/** A recording on its way in. */
export interface Upload {
  readonly content: Readable;
  readonly fileName: string;
  /** Fields of the form so far; a raw body has none. */
  readonly fields: Readonly<Record<string, string>>;
  /** The same in their order, for forms in which a field may come more than once. */
  readonly all: readonly (readonly [name: string, value: string])[];
  /** Resolves when everything is read, the fields behind the file included. */
  readonly complete: Promise<void>;
}
