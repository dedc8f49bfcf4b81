import type { Load } from '../protocol.ts';

/** What is loaded in a host, seen from its session. */
export interface Subject {
  /** Told to the parent when it is ready. */
  readonly description: unknown;
  /** Answers a question; rejects with an EfirError, with `cancelled` when the signal fires. */
  answer(question: string, input: unknown, signal: AbortSignal): Promise<unknown>;
  close(): Promise<void>;
}

/** Loads one kind of subject; rejects with what its adapter says. */
export type LoadSubject<Kind extends Load['kind']> = (
  load: Extract<Load, { kind: Kind }>,
) => Promise<Subject>;
