import { sleep } from '../../core/time.ts';
import {
  type ClaimedDelivery,
  claimDeliveries,
  findDueDeliveries,
  standardSchedule,
} from '../../domain/delivery/index.ts';
import type { WebClient } from '../../ports/web-client.ts';
import { createWaker } from '../waker.ts';
import type { Coordination } from './coordination.ts';
import { createLanes } from './lanes.ts';
import { measureDeliveries } from './measure-deliveries.ts';
import { sendNews } from './send-news.ts';

/** Milliseconds until due deliveries are looked for although nobody gave a hint. */
const pollInterval = 1_000;
/** Milliseconds from a look to the next one for a hint's sake: most hints are of ends that nobody waits for. */
const hintPause = 100;
/** Seconds that a claim holds: longer than any sending may last. */
const claimLease = 60;
/** Milliseconds that sendings under way get to end when the coordinator closes. */
const closingTime = 3_000;
/** Deliveries looked at in one go. */
const atOnce = 500;

/**
 * Sends news to webhooks and callbacks. Any number of coordinators may do it: each claims what it sends, and a claim
 * whose holder died is over after a minute. Sendings under way are bounded by target and by tenant, so that a target
 * that never answers holds up nobody else's.
 */
export function deliverNews(
  coordination: Pick<Coordination, 'database' | 'logger' | 'metrics'>,
  web: WebClient,
  schedule: readonly number[] = standardSchedule,
): { close(): Promise<void> } {
  const { database, logger } = coordination;
  const stopping = new AbortController();
  const breaking = new AbortController();
  const waker = createWaker();
  const lanes = createLanes({ all: 128, perTenant: 16, perLane: 4 });
  const underWay = new Set<Promise<void>>();
  let looked = 0;
  let hinted: NodeJS.Timeout | undefined;

  const begin = (delivery: ClaimedDelivery) => {
    const sending = sendNews(coordination, delivery, { web, schedule, signal: breaking.signal }).finally(
      () => {
        underWay.delete(sending);
        if (lanes.leave(delivery)) waker.wake();
      },
    );
    underWay.add(sending);
  };

  /** Says how many it began to send. */
  const beginDue = async (): Promise<number> => {
    if (lanes.isFull()) return 0;
    const due = await findDueDeliveries(database, { ...lanes.describe(), limit: atOnce });
    const chosen = lanes.enter(due);
    let begun = 0;
    for (const [tenantId, deliveries] of Map.groupBy(chosen, (delivery) => delivery.tenantId)) {
      const ids = deliveries.map((delivery) => delivery.id);
      const claimed = await claimDeliveries(database, tenantId, { ids, lease: claimLease }).catch(
        (error: unknown) => {
          logger.warn({ error, tenant_id: tenantId }, 'deliveries could not be claimed; trying again');
          return [];
        },
      );
      const taken = new Set(claimed.map((delivery) => delivery.id));
      for (const left of deliveries.filter((delivery) => !taken.has(delivery.id))) lanes.leave(left);
      claimed.forEach(begin);
      begun += claimed.length;
    }
    return begun;
  };

  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        looked = performance.now();
        if ((await beginDue()) === 0) await waker.wait(pollInterval, stopping.signal);
      } catch (error) {
        logger.warn({ error }, 'due deliveries could not be found; trying again');
        await sleep(pollInterval, stopping.signal).catch(() => {});
      }
    }
  };

  const hints = database.hints.listen('deliveries', () => {
    hinted ??= setTimeout(
      () => {
        hinted = undefined;
        waker.wake();
      },
      Math.max(0, looked + hintPause - performance.now()),
    );
  });
  const measuring = measureDeliveries(coordination);
  const looping = loop();

  return {
    async close() {
      hints.close();
      clearTimeout(hinted);
      stopping.abort();
      await looping;
      const late = setTimeout(() => breaking.abort(), closingTime);
      await Promise.all(underWay);
      clearTimeout(late);
      await measuring.close();
    },
  };
}
