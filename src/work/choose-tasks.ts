import type { TaskId, TenantId } from '../core/ids.ts';
import type { FreeSlots } from './count-slots.ts';

/** A task that waits, as the dispatcher sees it. */
export interface WaitingTask {
  readonly tenantId: TenantId;
  readonly taskId: TaskId;
  readonly queue: string;
  readonly priority: number;
  readonly dueAt: Date;
}

/**
 * Chooses which waiting tasks start: the highest priority first; among equals the tenant with the fewest tasks in
 * work (`active`, those chosen here included); then the one due longest. Takes a free slot for each.
 */
export function chooseTasks(
  waiting: readonly WaitingTask[],
  active: ReadonlyMap<TenantId, number>,
  slots: FreeSlots,
): WaitingTask[] {
  const busy = new Map(active);
  const chosen: WaitingTask[] = [];
  let left = waiting.filter((task) => slots.count(task.queue) > 0);
  while (left.length > 0) {
    const next = left.reduce((best, task) => (goesBefore(task, best, busy) ? task : best));
    if (slots.take(next.queue)) chosen.push(next);
    busy.set(next.tenantId, (busy.get(next.tenantId) ?? 0) + 1);
    left = left.filter((task) => task !== next && slots.count(task.queue) > 0);
  }
  return chosen;
}

function goesBefore(a: WaitingTask, b: WaitingTask, busy: ReadonlyMap<TenantId, number>): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority;
  const difference = (busy.get(a.tenantId) ?? 0) - (busy.get(b.tenantId) ?? 0);
  if (difference !== 0) return difference < 0;
  return a.dueAt < b.dueAt;
}
