import type { TenantId } from '../core/ids.ts';
import type { QueueLine, QueueSnapshot } from './queue-view.ts';

/** A task that waits and is due. */
export interface QueuedTask {
  readonly tenantId: TenantId;
  readonly taskId: string;
  readonly queue: string;
  readonly priority: number;
  readonly dueAt: Date;
}

/**
 * How many tasks start before this one if nothing new comes: those with a higher priority, the tenant's own before
 * it, and of every other tenant as many as take turns with those. Exact in a short queue, else within the distance of
 * two marks; a task that came after the snapshot counts as the last of its line.
 */
export function findPlace(snapshot: QueueSnapshot, task: QueuedTask): number {
  const lines = snapshot.lines.get(task.queue) ?? [];
  const own = lines.find((line) => line.tenantId === task.tenantId && line.priority === task.priority);
  const rank = own ? findRank(own, task) : 0;
  const higher = lines.filter((line) => line.priority > task.priority);
  const same = lines.filter((line) => line.priority === task.priority && line.tenantId !== task.tenantId);
  /** Tasks that a tenant has in work when the turn comes to this priority. */
  const busy = (tenantId: TenantId) =>
    (snapshot.activeByTenant.get(tenantId) ?? 0) +
    sum(higher.filter((line) => line.tenantId === tenantId).map((line) => line.total));
  const servedAt = (tenantId: TenantId) => snapshot.servedAt.get(tenantId) ?? 0;
  const ownBusy = busy(task.tenantId);
  const before = same.map(({ tenantId, total }) => {
    const others = busy(tenantId);
    const lead = ownBusy + rank - others;
    if (lead < 0) return 0;
    // With as much in work, who was served longest ago is next: the one that had to catch up was served just now.
    const first = others === ownBusy ? servedAt(tenantId) < servedAt(task.tenantId) : others > ownBusy;
    return Math.min(total, lead + (first ? 1 : 0));
  });
  return rank + sum(higher.map((line) => line.total)) + sum(before);
}

/** Place in the line of its own tenant. */
function findRank({ marks, total }: QueueLine, { dueAt, taskId }: QueuedTask): number {
  const behind = marks.findIndex(
    (mark) => mark.dueAt > dueAt.getTime() || (mark.dueAt === dueAt.getTime() && mark.taskId > taskId),
  );
  const mark = marks.at(behind === -1 ? -1 : behind - 1);
  if (!mark || behind === 0) return 0;
  if (mark.taskId === taskId) return mark.place;
  const next = behind === -1 ? total : (marks[behind]?.place ?? total);
  return Math.ceil((mark.place + next) / 2);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
