import type { TaskId, TenantId } from '../core/ids.ts';
import type { FreeSlots } from './count-slots.ts';

/** A task that waits, as the dispatcher sees it. */
export interface WaitingTask {
  readonly tenantId: TenantId;
  readonly taskId: TaskId;
  readonly queue: string;
  readonly priority: number;
  readonly dueAt: Date;
  readonly short: boolean;
}

/** How a tenant stands before others; absent for one that was never served and has no limit. */
export interface TenantTurn {
  /** Tasks in work. */
  readonly active: number;
  /** Tasks it may have in work. */
  readonly limit: number;
  /** When a task of it was handed out last, in milliseconds; 0: never. */
  readonly servedAt: number;
}

/**
 * Chooses which waiting tasks start: the highest priority first; among equals the tenant with the fewest tasks in
 * work (those chosen here included), then the tenant that was served longest ago, then the task due longest. Takes a
 * free slot for each. No tenant gets more in work than its limit. Where only the places are left that are kept for short
 * tasks, the long ones wait, whoever has them.
 */
export function chooseTasks(
  waiting: readonly WaitingTask[],
  turns: ReadonlyMap<TenantId, TenantTurn>,
  slots: FreeSlots,
): WaitingTask[] {
  const lines = makeLines(waiting);
  const standing = new Map(turns);
  const standingOf = (tenantId: TenantId) => standing.get(tenantId) ?? newcomer;
  const chosen: WaitingTask[] = [];
  for (;;) {
    let best: WaitingTask | undefined;
    for (const line of lines) {
      const [task] = line;
      if (!task || !slots.fits(task)) continue;
      const { active, limit } = standingOf(task.tenantId);
      if (active < limit && (!best || goesBefore(task, best, standingOf))) best = task;
    }
    if (!best) return chosen;
    const next = best;
    lines.find((line) => line[0] === next)?.shift();
    slots.take(next);
    chosen.push(next);
    const turn = standingOf(next.tenantId);
    standing.set(next.tenantId, { ...turn, active: turn.active + 1, servedAt: Date.now() + chosen.length });
  }
}

const newcomer: TenantTurn = { active: 0, limit: Number.POSITIVE_INFINITY, servedAt: 0 };

/** A line for each tenant at each queue, short tasks apart, in the order in which the tenant wants its tasks. */
function makeLines(waiting: readonly WaitingTask[]): WaitingTask[][] {
  const lines = new Map<string, WaitingTask[]>();
  for (const task of waiting) {
    const name = `${task.tenantId} ${task.queue} ${task.short}`;
    const line = lines.get(name);
    if (line) line.push(task);
    else lines.set(name, [task]);
  }
  const inOrder = (a: WaitingTask, b: WaitingTask) =>
    b.priority - a.priority || a.dueAt.getTime() - b.dueAt.getTime();
  return [...lines.values()].map((line) => line.toSorted(inOrder));
}

function goesBefore(a: WaitingTask, b: WaitingTask, standingOf: (tenant: TenantId) => TenantTurn): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority;
  const [ofA, ofB] = [standingOf(a.tenantId), standingOf(b.tenantId)];
  if (ofA.active !== ofB.active) return ofA.active < ofB.active;
  if (a.tenantId !== b.tenantId && ofA.servedAt !== ofB.servedAt) return ofA.servedAt < ofB.servedAt;
  return a.dueAt < b.dueAt;
}
