import { type Selectable, sql } from 'kysely';
import { EfirError } from '../core/errors.ts';
import type { AttemptId } from '../core/ids.ts';
import type { TenantTx } from '../db/database.ts';
import type { Schema } from '../db/schema.ts';
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
 * Seconds that an attempt may be in no queue, and no word of it come, although its lease goes on for as long as the task
 * may take: other programs' workers acknowledge when they have answered, so that nobody has it any more.
 */
const missingLimit = 600;

export interface Silence {
  /** How many seconds ago all events were applied that had been sent until then: a lease that ran out later may have
   * been renewed by an event that still waits. */
  readonly behind: number;
  /** Kinds whose default queue holds nothing, waiting or in work, and no answer of which waits to be applied. */
  readonly emptied?: readonly string[];
}

/**
 * Gives up attempts of which nothing was heard for a lease, and those that the broker has lost: their tasks wait again at
 * once, with their checkpoints, or are dead after too many losses in a row. One that cannot be given up does not keep the
 * others; the call rejects when there was nothing else to give up.
 */
export async function expireLeases(machine: TaskMachine, silence: Silence): Promise<LostAttempt[]> {
  const silent = await findSilent(machine, silence);
  const lost: LostAttempt[] = [];
  const failures: unknown[] = [];
  for (const attempt of silent) {
    try {
      const loss = await loseAttempt(machine, attempt, silence);
      if (loss) lost.push(loss);
    } catch (error) {
      if (error instanceof EfirError && error.code === 'database-unreachable') throw error;
      failures.push(error);
    }
  }
  if (lost.length === 0 && failures.length > 0) throw failures[0];
  return lost;
}

type SilentAttempt = Pick<Selectable<Schema['attempts']>, 'tenant_id' | 'id' | 'task_id'>;

async function findSilent(machine: TaskMachine, silence: Silence): Promise<SilentAttempt[]> {
  const { behind, emptied = [] } = silence;
  return machine.database.withDispatcher(async (tx) => {
    const late = await tx
      .selectFrom('attempts')
      .select(['tenant_id', 'id', 'task_id'])
      .where('state', 'in', ['dispatched', 'running'])
      .where('lease_until', '<', longAgo(behind))
      .orderBy('lease_until')
      .limit(atOnce)
      .execute();
    if (emptied.length === 0) return late;
    const missing = await tx
      .selectFrom('attempts')
      .innerJoin('tasks', 'tasks.id', 'attempts.task_id')
      .select(['attempts.tenant_id', 'attempts.id', 'attempts.task_id'])
      .where('attempts.state', '=', 'dispatched')
      .where('attempts.created_at', '<', longAgo(behind + findPatience(machine)))
      .where('tasks.engine', 'is', null)
      .where('tasks.kind', 'in', emptied)
      .orderBy('attempts.created_at')
      .limit(atOnce)
      .execute();
    return [...new Map([...late, ...missing].map((attempt) => [attempt.id, attempt])).values()];
  });
}

function findPatience({ lease }: TaskMachine): number {
  return Math.max(lease, missingLimit);
}

async function loseAttempt(
  machine: TaskMachine,
  silent: SilentAttempt,
  silence: Silence,
): Promise<LostAttempt | undefined> {
  return machine.database.withTenant(silent.tenant_id, async (tx) => {
    const task = await lockTask(tx, silent.task_id);
    const attempt = task && (await readAttempt(tx, silent.id));
    const rules = task && machine.rules.get(task.kind);
    if (!rules || !attempt || !isOpen(attempt)) return undefined;
    const isMissing = task.engine === null && (silence.emptied ?? []).includes(task.kind);
    const patience = isMissing ? findPatience(machine) : undefined;
    if (!(await isSilent(tx, silent.id, silence.behind, patience))) return undefined;
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

/** Asked again under the lock: an event may have renewed the lease meanwhile. `patience`: seconds, of what is in no queue. */
async function isSilent(
  tx: TenantTx,
  attemptId: AttemptId,
  behind: number,
  patience: number | undefined,
): Promise<boolean> {
  const row = await tx
    .selectFrom('attempts')
    .select('id')
    .where('id', '=', attemptId)
    .where((is) =>
      is.or([
        is('lease_until', '<', longAgo(behind)),
        ...(patience === undefined
          ? []
          : [is.and([is('state', '=', 'dispatched'), is('created_at', '<', longAgo(behind + patience))])]),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}

function longAgo(seconds: number) {
  return sql<Date>`clock_timestamp() - make_interval(secs => ${seconds})`;
}
