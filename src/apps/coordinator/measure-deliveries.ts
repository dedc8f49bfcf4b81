import { readOldestWaiting } from '../../domain/delivery/index.ts';
import type { Coordination } from './coordination.ts';

/** Milliseconds between two looks. */
const interval = 5_000;

/** Keeps the gauge of the oldest news that waits. */
export function measureDeliveries({
  database,
  logger,
  metrics,
}: Pick<Coordination, 'database' | 'logger' | 'metrics'>): { close(): Promise<void> } {
  let measuring = Promise.resolve();
  const measure = () => {
    measuring = readOldestWaiting(database).then(
      (seconds) => metrics.oldestDelivery.set(seconds),
      (error: unknown) => logger.warn({ error }, 'the oldest delivery could not be found'),
    );
  };
  const timer = setInterval(measure, interval);
  return {
    async close() {
      clearInterval(timer);
      await measuring;
    },
  };
}
