import type { RollCallMessage } from '../wire/control-message.ts';
import { chooseTasks, type WaitingTask } from './choose-tasks.ts';
import { countSlots } from './count-slots.ts';
import { countOpen, findWaiting } from './find-waiting.ts';
import { type HandOut, handOutTask, type Publish } from './hand-out-task.ts';
import type { TaskMachine } from './task-machine.ts';

/** Hand-outs at work at once: commits of the same moment share one fsync. */
const concurrency = 8;

/**
 * Hands due tasks out: never more than the workers of the roll-call can start now. To be called by one leader at a
 * time; should two do it, the row locks still hand each task out once. Rejects when the broker does not take
 * messages: what it did not take waits again.
 */
export async function dispatchTasks(
  machine: TaskMachine,
  workers: readonly RollCallMessage[],
  publish: Publish,
): Promise<HandOut[]> {
  const chosen = await chooseDue(machine, workers);
  const done: HandOut[] = [];
  while (chosen.length > 0) {
    const round = await Promise.allSettled(
      chosen.splice(0, concurrency).map((task) => handOutTask(machine, task, publish)),
    );
    done.push(...round.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
    const failed = round.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }
  return done;
}

async function chooseDue(machine: TaskMachine, workers: readonly RollCallMessage[]): Promise<WaitingTask[]> {
  if (workers.length === 0) return [];
  return machine.database.withDispatcher(async (tx) => {
    const open = await countOpen(tx);
    const slots = countSlots(workers, open.byQueue);
    const waiting: WaitingTask[] = [];
    for (const queue of slots.queues) {
      const free = slots.count(queue);
      if (free > 0) waiting.push(...(await findWaiting(tx, queue, free)));
    }
    return chooseTasks(waiting, open.byTenant, slots);
  });
}
