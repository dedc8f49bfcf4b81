import type { RecordingId } from '../../../core/ids.ts';
import type { Hints } from '../../../db/hints.ts';

/** Who waits for news of which recording: one listener to the database's hints for all streams of this process. */
export interface RecordingWatch {
  watch(id: RecordingId, nudge: () => void): { close(): void };
  close(): void;
}

export function watchRecordings(hints: Hints): RecordingWatch {
  const watchers = new Map<string, Set<() => void>>();
  const listener = hints.listen('recording', (id) => {
    for (const nudge of watchers.get(id) ?? []) nudge();
  });
  return {
    watch(id, nudge) {
      const nudges = watchers.get(id) ?? new Set();
      watchers.set(id, nudges.add(nudge));
      return {
        close() {
          nudges.delete(nudge);
          if (nudges.size === 0 && watchers.get(id) === nudges) watchers.delete(id);
        },
      };
    },
    close: () => listener.close(),
  };
}
