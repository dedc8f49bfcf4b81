import type { Readable } from 'node:stream';

/**
 * Keeps the bytes of recordings. Keys are made by us (`tenants/<id>/recordings/<id>/audio`): lower-case letters,
 * digits, `-`, `_`, `.`, `/`, never a name that a user gave.
 */
export interface BlobStore {
  /**
   * Stores a stream under a key. All or nothing: on any failure, a cut stream or more than `maxBytes`
   * (`file-too-large`), nothing stays. May be repeated; the last complete one counts.
   */
  put(key: string, content: Readable, options: PutOptions): Promise<{ bytes: number }>;

  /** Rejects with `file-not-found`. `range` is inclusive at both ends. */
  get(key: string, range?: ByteRange): Promise<Readable>;

  stat(key: string): Promise<{ bytes: number } | undefined>;

  /** Deletes a blob; one that is not there is fine. */
  delete(key: string): Promise<void>;

  /** Where a worker on the same machine or shared volume finds the file, if it can. */
  filePath(key: string): string | undefined;

  /** Rejects with what is wrong when the store cannot be written now. */
  check(): Promise<void>;
}

export interface PutOptions {
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

export interface ByteRange {
  readonly start: number;
  readonly end: number;
}
