import { crashPoint } from '../../core/crash-points.ts';
import { sleep } from '../../core/time.ts';
import { type ClaimedMessage, claimMessages } from '../../domain/chats/index.ts';
import { createWaker } from '../waker.ts';
import { type BotWork, listenToBot } from './bot-work.ts';
import type { TurnTerms } from './call-telegram.ts';
import { createGate } from './create-gate.ts';
import { createFloodWatch } from './flood-watch.ts';
import { measureOutbox } from './measure-outbox.ts';
import { takeTurn } from './take-turn.ts';
import { createTroubleWatch } from './trouble-watch.ts';

/** Milliseconds until waiting messages are looked for although nobody gave a hint. */
const pollInterval = 1_000;
/** Seconds that a claim holds, and how many of them may be over when a call of at most 15 begins. */
const claimLease = 30;
const freshFor = 12;
/** Messages under way at once: their calls take seconds when Telegram is slow. */
const mostUnderWay = 100;
/** Calls that begin in any second, whatever held them up on their way from the database. */
const gateTerms = { most: 28, span: 1000 };
/** Milliseconds that calls under way get to end when the bot closes. */
const closingTime = 3_000;
/** Milliseconds without claims after a call that did not even reach Telegram. */
const troublePause = 1_000;

/**
 * Shows in chats what is waiting in the outbox, within Telegram's limits. Any number of processes may do it: each claims
 * what it shows, and what a dead one claimed is settled by another half a minute later. Resolves when the calls under way at
 * the signal have ended.
 */
export async function sendMessages(work: BotWork, signal: AbortSignal): Promise<void> {
  const { database, logger } = work;
  const breaking = new AbortController();
  const waker = createWaker();
  const gate = createGate(gateTerms);
  const floods = createFloodWatch();
  const troubles = createTroubleWatch();
  const drafts = { wanted: work.config.telegram.drafts };
  const underWay = new Set<Promise<void>>();
  const hints = listenToBot(work, 'messages', () => waker.wake());
  const measuring = measureOutbox(work, signal);
  const outages = { until: 0 };

  const begin = (claimed: ClaimedMessage, terms: TurnTerms) => {
    const turn = takeTurn(work, claimed, terms)
      .then((reached) => {
        if (!reached) outages.until = performance.now() + troublePause;
      })
      .finally(() => {
        underWay.delete(turn);
        waker.wake();
      });
    underWay.add(turn);
  };

  /** Gives the milliseconds until it may have something to do again. */
  const beginDue = async (): Promise<number> => {
    const pause = outages.until - performance.now();
    if (pause > 0) return pause;
    const limit = mostUnderWay - underWay.size;
    const freshUntil = performance.now() + freshFor * 1000;
    const { again, claimed } = await claimMessages(database, work.bot, { limit, lease: claimLease });
    if (claimed.length > 0) crashPoint('message-intended');
    const terms = { drafts, floods, freshUntil, gate, troubles, signal: breaking.signal };
    for (const one of claimed) begin(one, terms);
    return again === undefined ? pollInterval : Math.min(pollInterval, again * 1000);
  };

  while (!signal.aborted) {
    try {
      const pause = await beginDue();
      // Whatever wakes it, it asks no more often than there is room: each asking waits for the others'.
      if (pause > 0) await waker.wait(Math.max(10, pause), signal);
    } catch (error) {
      logger.warn({ error }, 'messages could not be claimed; trying again');
      await sleep(pollInterval, signal).catch(() => {});
    }
  }
  hints.close();
  const late = setTimeout(() => breaking.abort(), closingTime);
  await Promise.all(underWay);
  clearTimeout(late);
  await measuring;
}
