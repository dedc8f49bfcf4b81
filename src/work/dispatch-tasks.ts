import type { RollCallMessage } from '../wire/control-message.ts';
import { taskQueue } from '../wire/names.ts';
import { chooseTasks, type WaitingTask } from './choose-tasks.ts';
import { countSlots } from './count-slots.ts';
import { countOpen, findWaiting, readTurns } from './find-waiting.ts';
import { type HandOut, handOutTasks, type Publish } from './hand-out-tasks.ts';
import type { TaskMachine } from './task-machine.ts';

/** Tasks handed out in one call; the next call goes on. */
const atOnce = 500;

/**
 * Hands due tasks out: never more than the workers of the roll-call can start now, and the credit of workers that call
 * none. To be called by one leader at a time; should two do it, row locks still hand each task out once and keep each
 * tenant's limit. Rejects when the broker does not take messages: what it did not take waits again.
 */
export async function dispatchTasks(
  machine: TaskMachine,
  workers: readonly RollCallMessage[],
  publish: Publish,
): Promise<HandOut[]> {
  const byTenant = Map.groupBy(await chooseDue(machine, workers), (task) => task.tenantId);
  const rounds = await Promise.allSettled(
    [...byTenant.values()].map((tasks) => handOutTasks(machine, tasks, publish)),
  );
  const failed = rounds.find((round) => round.status === 'rejected');
  if (failed) throw failed.reason;
  return rounds.flatMap((round) => (round.status === 'fulfilled' ? round.value : []));
}

async function chooseDue(machine: TaskMachine, workers: readonly RollCallMessage[]): Promise<WaitingTask[]> {
  const able = [...workers, ...creditForeign(machine)];
  if (able.length === 0) return [];
  return machine.database.withDispatcher(async (tx) => {
    const open = await countOpen(tx);
    const slots = countSlots(able, open.byQueue, open.longByQueue);
    const waiting: WaitingTask[] = [];
    for (const queue of slots.queues) {
      const free = Math.min(slots.count(queue), atOnce);
      if (free > 0) waiting.push(...(await findWaiting(tx, queue, free)));
    }
    if (waiting.length === 0) return [];
    const tenants = [...new Set(waiting.map((task) => task.tenantId))];
    const turns = await readTurns(tx, tenants, open.byTenant, machine.maxRunning);
    return chooseTasks(waiting, turns, slots).slice(0, atOnce);
  });
}

/** Workers of other programs call no roll: a configured credit stands in, at the default queue of each kind. */
function creditForeign({ rules, foreignSlots }: TaskMachine): RollCallMessage[] {
  if (foreignSlots === 0) return [];
  return [...rules.keys()].map((kind) => ({
    worker_id: `foreign ${kind}`,
    queues: [taskQueue(kind)],
    slots: foreignSlots,
    running: 0,
    engine: 'foreign',
    model: 'foreign',
    leaving: false,
  }));
}
