import type { Hints } from '../../db/hints.ts';

/** Waits for news of recordings: one listener to the database's hints for all who wait. */
export interface RecordingWatch {
  /** Resolves at a hint for the recording, after so many milliseconds, or when the signal fires. */
  wait(recordingId: string, milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Calls for every hint there is. */
  listen(nudge: (recordingId: string) => void): void;
  close(): void;
}

export function createRecordingWatch(hints: Hints): RecordingWatch {
  const nudges = new Set<(recordingId: string) => void>();
  const listener = hints.listen('recording', (id) => {
    for (const nudge of nudges) nudge(id);
  });
  return {
    wait: async (recordingId, milliseconds, signal) => {
      if (signal.aborted) return;
      const over = Promise.withResolvers<void>();
      const stop = () => over.resolve();
      const nudge = (id: string) => id === recordingId && stop();
      const timer = setTimeout(stop, milliseconds);
      signal.addEventListener('abort', stop, { once: true });
      nudges.add(nudge);
      await over.promise;
      nudges.delete(nudge);
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    },
    listen: (nudge) => void nudges.add(nudge),
    close: () => listener.close(),
  };
}
