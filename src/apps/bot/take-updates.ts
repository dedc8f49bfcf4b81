import { crashPoint } from '../../core/crash-points.ts';
import { sleep } from '../../core/time.ts';
import { type ClaimedUpdate, claimUpdates } from '../../domain/chats/index.ts';
import { createWaker } from '../waker.ts';
import { type BotWork, listenToBot } from './bot-work.ts';
import { handleClaimed } from './handle-claimed.ts';

/** Milliseconds until due updates are looked for although nobody gave a hint. */
const pollInterval = 1_000;
/**
 * Seconds that a claim holds before its handling begins. From then on the row is locked for as long as that lasts, so
 * this only says how soon others take over from who died.
 */
const claimLease = 5;
/** Updates handled at once by one process: each holds a connection to the database for some milliseconds. */
const atOnce = 6;

/**
 * Handles what is in the inbox: each chat's updates one after the other, those of different chats beside each other.
 * Any number of processes may do it. When the signal fires, what is under way is finished.
 */
export async function takeUpdates(work: BotWork, signal: AbortSignal): Promise<void> {
  const { bot, database, logger } = work;
  const waker = createWaker();
  const hints = listenToBot(work, 'updates', () => waker.wake());
  const underWay = new Set<Promise<void>>();

  const begin = (claimed: ClaimedUpdate) => {
    const handling = handleClaimed(work, claimed).finally(() => {
      underWay.delete(handling);
      // The next of its chat may wait.
      waker.wake();
    });
    underWay.add(handling);
  };

  while (!signal.aborted) {
    try {
      const free = atOnce - underWay.size;
      const claimed = free > 0 ? await claimUpdates(database, bot, { limit: free, lease: claimLease }) : [];
      if (claimed.length > 0) crashPoint('update-claimed');
      for (const update of claimed) begin(update);
      await waker.wait(pollInterval, signal);
    } catch (error) {
      logger.warn({ error }, 'the inbox could not be looked at; trying again');
      await sleep(pollInterval, signal).catch(() => {});
    }
  }
  hints.close();
  await Promise.all(underWay);
}
