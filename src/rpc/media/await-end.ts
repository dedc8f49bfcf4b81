import { setTimeout as wait } from 'node:timers/promises';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import { getRecording, type Recording } from '../../domain/media/index.ts';

/** Milliseconds between two looks when no hint comes: hints may be lost. */
const lookInterval = 2_000;

/** Waits until a recording has ended. Rejects with `recording-not-found`, and with the signal's reason. */
export async function awaitEnd(
  database: Database,
  { tenantId, recordingId }: { tenantId: TenantId; recordingId: RecordingId },
  signal: AbortSignal,
): Promise<Recording> {
  let nudge = () => {};
  const listener = database.hints.listen('recording', (id) => {
    if (id === recordingId) nudge();
  });
  try {
    for (;;) {
      // Before the look: what happens during it wakes the next one.
      const hint = new Promise<void>((resolve) => {
        nudge = resolve;
      });
      const recording = await getRecording(database, tenantId, recordingId);
      if (recording.state !== 'queued' && recording.state !== 'running') return recording;
      await waitFor(hint, signal);
    }
  } finally {
    listener.close();
  }
}

async function waitFor(hint: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const woken = new AbortController();
  const timer = wait(lookInterval, undefined, { signal: AbortSignal.any([signal, woken.signal]) });
  try {
    await Promise.race([hint, timer]);
  } catch {
    signal.throwIfAborted();
  } finally {
    woken.abort();
    timer.catch(() => {});
  }
}
