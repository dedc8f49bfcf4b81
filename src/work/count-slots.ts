import type { RollCallMessage } from '../wire/control-message.ts';

/** Places where a task could start now. */
export interface FreeSlots {
  /** Queues that some worker takes tasks from. */
  readonly queues: readonly string[];
  count(queue: string): number;
  /** Takes one place at a queue; false when there is none. */
  take(queue: string): boolean;
}

/** Workers that serve the same queues are one pool of places. */
interface Pool {
  readonly queues: ReadonlySet<string>;
  slots: number;
  running: number;
  handedOut: number;
}

/**
 * Counts places from the roll-call and from what is handed out (`open`: queue → attempts not over). What is handed
 * out is charged to the pool with the fewest queues first, so that a worker that alone serves a rare queue is not
 * taken for busy while others could do the common work. A pool whose workers say they are busier than we know
 * (a cancelled task that has not let go yet) is believed.
 */
export function countSlots(
  workers: readonly RollCallMessage[],
  open: ReadonlyMap<string, number>,
): FreeSlots {
  const pools = makePools(workers);
  for (const [queue, count] of open) charge(pools, queue, count);
  const free = (pool: Pool) => Math.max(0, pool.slots - Math.max(pool.running, pool.handedOut));
  const serving = (queue: string) => pools.filter((pool) => pool.queues.has(queue));
  return {
    queues: [...new Set(pools.flatMap((pool) => [...pool.queues]))],
    count: (queue) => serving(queue).reduce((sum, pool) => sum + free(pool), 0),
    take(queue) {
      const pool = serving(queue).find((candidate) => free(candidate) > 0);
      if (!pool) return false;
      pool.handedOut = Math.max(pool.running, pool.handedOut) + 1;
      return true;
    },
  };
}

function makePools(workers: readonly RollCallMessage[]): Pool[] {
  const pools = new Map<string, Pool>();
  for (const worker of workers) {
    const key = worker.queues.toSorted().join(' ');
    const pool = pools.get(key) ?? { queues: new Set(worker.queues), slots: 0, running: 0, handedOut: 0 };
    pool.slots += worker.slots;
    pool.running += worker.running;
    pools.set(key, pool);
  }
  return [...pools.values()].toSorted((a, b) => a.queues.size - b.queues.size);
}

function charge(pools: readonly Pool[], queue: string, count: number): void {
  let rest = count;
  for (const pool of pools) {
    if (!pool.queues.has(queue)) continue;
    const taken = Math.min(rest, pool.slots - pool.handedOut);
    pool.handedOut += taken;
    rest -= taken;
  }
}
