import { sql } from 'kysely';
import type { AttemptId, TaskId, TenantId } from '../core/ids.ts';
import type { TenantTx } from '../db/database.ts';
import type { TaskRef } from './effects.ts';
import { judgeLoss } from './judge-failure.ts';
import { isOpen, lockTask, readAttempt, refOf } from './lock-task.ts';
import type { TaskMachine } from './task-machine.ts';
import type { TaskOrigin } from './task-rules.ts';
import { closeAttempt, copyWork, type EndedTask, type Hint, saveCopies } from './work-copy.ts';

export interface LostAttempt {
  readonly attemptId: AttemptId;
  readonly task: TaskRef;
  readonly origin: TaskOrigin;
  /** False when no worker ever said that it began: the message was lost, not a worker. */
  readonly started: boolean;
  readonly hints: readonly Hint[];
  readonly ended?: EndedTask;
}

/** Attempts looked at in one call; the next call sees the rest. */
const atOnce = 100;

/**
 * Gives up attempts of which nothing was heard for a lease: their tasks wait again at once, with their checkpoints,
 * or are dead after too many losses in a row. `behind` is how many seconds ago all events were applied that had been
 * sent until then: a lease that ran out later may have been renewed by an event that still waits.
 */
export async function expireLeases(machine: TaskMachine, behind: number): Promise<LostAttempt[]> {
  const silent = await machine.database.withDispatcher((tx) =>
    tx
      .selectFrom('attempts')
      .select(['tenant_id', 'id', 'task_id'])
      .where('state', 'in', ['dispatched', 'running'])
      .where('lease_until', '<', longAgo(behind))
      .orderBy('lease_until')
      .limit(atOnce)
      .execute(),
  );
  const lost: LostAttempt[] = [];
  for (const attempt of silent) {
    const loss = await loseAttempt(machine, attempt, behind);
    if (loss) lost.push(loss);
  }
  return lost;
}

async function loseAttempt(
  machine: TaskMachine,
  silent: { tenant_id: TenantId; id: AttemptId; task_id: TaskId },
  behind: number,
): Promise<LostAttempt | undefined> {
  return machine.database.withTenant(silent.tenant_id, async (tx) => {
    const task = await lockTask(tx, silent.task_id);
    const attempt = task && (await readAttempt(tx, silent.id));
    const rules = task && machine.rules.get(task.kind);
    if (!rules || !attempt || !isOpen(attempt) || !(await isSilent(tx, silent.id, behind))) return undefined;
    const started = attempt.run_id !== null;
    const copy = copyWork(task, attempt);
    closeAttempt(copy, 'lost', judgeLoss(task, started));
    const seconds = (await saveCopies(tx, machine.rules, [copy], machine.lease)).get(task.id) ?? 0;
    return {
      attemptId: silent.id,
      task: refOf(task),
      origin: await rules.origin(tx, refOf(task)),
      started,
      hints: [
        { topic: 'recording', id: task.recording_id },
        { topic: 'stop', id: silent.id },
        { topic: 'tasks', id: task.id },
      ],
      ...(copy.task.state === 'dead' ? { ended: { kind: task.kind, state: 'dead' as const, seconds } } : {}),
    };
  });
}

/** Asked again under the lock: an event may have renewed the lease meanwhile. */
async function isSilent(tx: TenantTx, attemptId: AttemptId, behind: number): Promise<boolean> {
  const row = await tx
    .selectFrom('attempts')
    .select('id')
    .where('id', '=', attemptId)
    .where('lease_until', '<', longAgo(behind))
    .executeTakeFirst();
  return row !== undefined;
}

function longAgo(seconds: number) {
  return sql<Date>`clock_timestamp() - make_interval(secs => ${seconds})`;
}
