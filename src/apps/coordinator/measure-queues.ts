import { taskQueue } from '../../wire/names.ts';
import { readQueueSizes } from '../../work/queue-size.ts';
import type { Coordination } from './coordination.ts';

/** Milliseconds between two countings. */
const interval = 5_000;

/** Keeps the gauge `queue_size`; a default queue that is empty, or any that ran empty, is shown as 0. */
export function measureQueues({ database, kinds, metrics, logger }: Coordination): {
  close(): Promise<void>;
} {
  const known = new Set(kinds.map((kind) => taskQueue(kind)));
  const measure = async () => {
    const sizes = await readQueueSizes(database);
    for (const queue of sizes.keys()) known.add(queue);
    for (const queue of known) metrics.queueSize.set({ queue_name: queue }, sizes.get(queue) ?? 0);
  };
  let measuring = Promise.resolve();
  const begin = () => {
    measuring = measure().catch((error: unknown) =>
      logger.warn({ error }, 'the queues could not be counted'),
    );
  };
  begin();
  const timer = setInterval(begin, interval);
  return {
    async close() {
      clearInterval(timer);
      await measuring;
    },
  };
}
