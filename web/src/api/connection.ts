import { useSyncExternalStore } from 'react';

/** How the server is reached. */
export interface Connection {
  /** False behind a request that got no answer, until one gets one. */
  readonly answers: boolean;
  /** False while live news are interrupted for longer than a moment. */
  readonly live: boolean;
}

/** Milliseconds in which a stream that was cut comes back without a word about it: servers renew them all the time. */
const patience = 6_000;

let connection: Connection = { answers: true, live: true };
const listeners = new Set<() => void>();
const cut = new Map<object, ReturnType<typeof setTimeout> | undefined>();
const refusals = new Set<() => void>();

export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => connection,
  );
}

/** What a request was answered, or that it was not. */
export function noteAnswer(answers: boolean): void {
  change({ answers });
}

/** How a stream stands, known by any object of its own: it flows, it was cut, or nobody listens any more. */
export function noteStream(stream: object, state: 'flows' | 'cut' | 'closed'): void {
  if (state === 'cut' && cut.has(stream)) return;
  clearTimeout(cut.get(stream));
  cut.delete(stream);
  if (state === 'flows') noteAnswer(true);
  if (state === 'cut')
    cut.set(
      stream,
      setTimeout(() => {
        cut.set(stream, undefined);
        judge();
      }, patience),
    );
  judge();
}

/** Tells when the server would not let a stream in, or ended it for who listens: perhaps the session is over. */
export function whenRefused(listener: () => void): { close(): void } {
  refusals.add(listener);
  return { close: () => void refusals.delete(listener) };
}

export function noteRefusal(): void {
  for (const listener of refusals) listener();
}

function judge(): void {
  change({ live: [...cut.values()].every((waiting) => waiting !== undefined) });
}

function change(next: Partial<Connection>): void {
  const after = { ...connection, ...next };
  if (after.answers === connection.answers && after.live === connection.live) return;
  connection = after;
  for (const listener of listeners) listener();
}
