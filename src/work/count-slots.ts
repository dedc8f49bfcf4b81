import type { RollCallMessage } from '../wire/control-message.ts';

/** Places where a task could start now. */
export interface FreeSlots {
  /** Queues that some worker takes tasks from. */
  readonly queues: readonly string[];
  count(queue: string): number;
  /** Whether a task could start: a long one not on a place that is kept for short ones. */
  fits(task: Seeker): boolean;
  /** Takes a place for a task; false when there is none. */
  take(task: Seeker): boolean;
}

/** A task that looks for a place. */
interface Seeker {
  readonly queue: string;
  readonly short: boolean;
}

/** Workers that serve the same queues are one pool of places. */
interface Pool {
  readonly queues: ReadonlySet<string>;
  slots: number;
  /** Of them kept for short tasks: never more long ones are in work than the others. */
  shortSlots: number;
  running: number;
  handedOut: number;
  /** Of them long. */
  long: number;
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
  /** Those of `open` that are long. */
  long: ReadonlyMap<string, number> = new Map(),
): FreeSlots {
  const pools = makePools(workers);
  for (const [queue, count] of open) charge(pools, queue, count, long.get(queue) ?? 0);
  const free = (pool: Pool) => Math.max(0, pool.slots - Math.max(pool.running, pool.handedOut));
  const serving = (queue: string) => pools.filter((pool) => pool.queues.has(queue));
  const find = ({ queue, short }: Seeker) =>
    serving(queue).find((pool) => free(pool) > 0 && (short || pool.long < pool.slots - pool.shortSlots));
  return {
    queues: [...new Set(pools.flatMap((pool) => [...pool.queues]))],
    count: (queue) => serving(queue).reduce((sum, pool) => sum + free(pool), 0),
    fits: (task) => find(task) !== undefined,
    take(task) {
      const pool = find(task);
      if (!pool) return false;
      pool.handedOut = Math.max(pool.running, pool.handedOut) + 1;
      if (!task.short) pool.long += 1;
      return true;
    },
  };
}

function makePools(workers: readonly RollCallMessage[]): Pool[] {
  const pools = new Map<string, Pool>();
  for (const worker of workers) {
    const key = worker.queues.toSorted().join(' ');
    const pool = pools.get(key) ?? makePool(worker);
    pool.slots += worker.slots;
    pool.shortSlots += worker.short_slots ?? 0;
    pool.running += worker.running;
    pools.set(key, pool);
  }
  return [...pools.values()].toSorted((a, b) => a.queues.size - b.queues.size);
}

function makePool({ queues }: RollCallMessage): Pool {
  return { queues: new Set(queues), slots: 0, shortSlots: 0, running: 0, handedOut: 0, long: 0 };
}

function charge(pools: readonly Pool[], queue: string, count: number, long: number): void {
  let [rest, longRest] = [count, long];
  for (const pool of pools) {
    if (!pool.queues.has(queue)) continue;
    const taken = Math.min(rest, pool.slots - pool.handedOut);
    const takenLong = Math.min(longRest, taken, pool.slots - pool.shortSlots - pool.long);
    pool.handedOut += taken;
    pool.long += Math.max(0, takenLong);
    rest -= taken;
    longRest -= Math.max(0, takenLong);
  }
}
