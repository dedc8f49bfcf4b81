import { taskQueue } from '../../wire/names.ts';
import { noteQueueDepth } from '../../work/queue-history.ts';
import { readQueueSizes } from '../../work/queue-size.ts';
import type { Coordination } from './coordination.ts';

/** Milliseconds between two countings. */
const interval = 5_000;

/** Keeps the gauge `queue_size`, and once a minute the history of the queues; a default queue that is empty, or any that ran empty, is shown as 0. */
export function measureQueues({ database, kinds, metrics, logger }: Coordination): {
  close(): Promise<void>;
} {
  const known = new Set(kinds.map((kind) => taskQueue(kind)));
  const measure = async () => {
    const sizes = await readQueueSizes(database);
    for (const queue of sizes.keys()) known.add(queue);
    for (const queue of known) metrics.queueSize.set({ queue_name: queue }, sizes.get(queue) ?? 0);
  };
  let notedAt = -1;
  const note = async () => {
    const minute = Math.floor(Date.now() / 60_000);
    if (minute === notedAt) return;
    await noteQueueDepth(database, known);
    notedAt = minute;
  };
  let measuring = Promise.resolve();
  const begin = () => {
    measuring = measure()
      .then(note)
      .catch((error: unknown) => logger.warn({ error }, 'the queues could not be counted'));
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
