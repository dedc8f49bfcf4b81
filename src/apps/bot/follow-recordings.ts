import type { ChatRecordingId, RecordingId } from '../../core/ids.ts';
import { sleep } from '../../core/time.ts';
import { findToFollow, putOffTelling } from '../../domain/chats/index.ts';
import { createStandings } from '../../domain/media/index.ts';
import { createWaker } from '../waker.ts';
import { type BotWork, listenToBot } from './bot-work.ts';
import { tellRecording } from './tell-recording.ts';

/** Milliseconds from one look at a recording to the next: people read no faster. */
const pause = 1_000;
/** Milliseconds until recordings are looked for although nobody gave a hint. */
const pollInterval = 1_000;
/** Milliseconds from the beginning of one round to the next: hints come for every segment of every recording. */
const roundPause = 100;
/** Seconds until a recording is told of again that could not be. */
const failurePause = 5;
/** Recordings told of at once, and looked at in one go. */
const atOnce = 4;
const batch = 100;

/**
 * Follows the recordings of chats and tells of them, from their first event to the answer. All that it knows is in
 * rows: any number of processes may do it, and one that was killed is missed by nobody.
 */
export async function followRecordings(work: BotWork, signal: AbortSignal): Promise<void> {
  const { bot, config, database, logger } = work;
  const standings = createStandings(database, config.taskLease);
  const waker = createWaker();
  const hinted = createHinted(() => waker.wake());
  const hints = [
    database.hints.listen('recording', (id) => hinted.add(id as RecordingId)),
    listenToBot(work, 'recordings', () => waker.wake()),
  ];
  const tell = async (id: ChatRecordingId) => {
    try {
      await tellRecording(work, id, standings);
    } catch (error) {
      const what = 'a chat could not be told of its recording; trying again';
      logger.warn({ error, chat_recording_id: id }, what);
      await putOffTelling(database, bot, id, failurePause).catch(() => {});
    }
  };
  while (!signal.aborted) {
    const rested = sleep(roundPause, signal).catch(() => {});
    try {
      const found = await findToFollow(database, bot, { hinted: hinted.take(), limit: batch });
      const left = found.values();
      // Each of them takes the next one, so that a slow one holds up nobody.
      const tellThem = async () => {
        for (const id of left) if (!signal.aborted) await tell(id);
      };
      await Promise.all(Array.from({ length: atOnce }, tellThem));
      if (found.length < batch) await waker.wait(pollInterval, signal);
      await rested;
    } catch (error) {
      logger.warn({ error }, 'recordings of chats could not be looked for; trying again');
      await sleep(pollInterval, signal).catch(() => {});
    }
  }
  for (const listening of hints) listening.close();
  hinted.close();
}

/** Recordings of which something was heard; each is given out once within the pause. */
function createHinted(wake: () => void) {
  const waiting = new Set<RecordingId>();
  const looked = new Map<RecordingId, number>();
  let timer: NodeJS.Timeout | undefined;
  return {
    add(id: RecordingId) {
      waiting.add(id);
      const since = performance.now() - (looked.get(id) ?? -pause);
      if (since >= pause) return wake();
      timer ??= setTimeout(() => {
        timer = undefined;
        wake();
      }, pause - since);
    },
    take(): RecordingId[] {
      const now = performance.now();
      for (const [id, at] of looked) if (now - at >= pause) looked.delete(id);
      const taken = [...waiting].filter((id) => !looked.has(id));
      for (const id of taken) {
        waiting.delete(id);
        looked.set(id, now);
      }
      return taken;
    },
    close: () => clearTimeout(timer),
  };
}
