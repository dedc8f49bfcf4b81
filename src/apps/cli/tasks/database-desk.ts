import { EfirError } from '../../../core/errors.ts';
import { isUuid, type TaskId, type TenantId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import { type StoredError, type TaskState, taskStates } from '../../../db/schema.ts';
import { listTenants } from '../../../domain/identity/index.ts';
import {
  cancelOneTask,
  createTranscriptionRules,
  findTasks,
  findTasksOfAll,
  findTenantOfTask,
  getTask,
  retryOneTask,
  retryTasksLike,
  type Task,
} from '../../../domain/media/index.ts';
import { createBlobs } from '../../compose.ts';
import { openDatabase } from '../../open-database.ts';
import type { CommandContext } from '../command.ts';
import type { TaskDesk, TaskErrorLine, TaskLine } from './task-desk.ts';

/** Straight from the database, for the operator on the machine: all tenants' tasks, or one's; no server has to run. */
export async function openDatabaseDesk(
  context: CommandContext,
  tenant: string | undefined,
): Promise<TaskDesk> {
  const { config, logger, signal } = context;
  if (tenant !== undefined && !isUuid(tenant))
    throw new EfirError('usage-invalid', { detail: `--tenant ${tenant}` });
  const { database, close } = await openDatabase(config, { logger, signal, purpose: 'visit' });
  const given = tenant as TenantId | undefined;
  const rules = [createTranscriptionRules({ blobs: createBlobs(config), maxDuration: config.maxDuration })];
  const place = async (id: string) => {
    const taskId = readId(id);
    return [given ?? (await findTenantOfTask(database, taskId)), taskId] as const;
  };
  const write = (task: Task, tenantId?: TenantId) => writeLine(context, task, tenantId);
  return {
    async list({ state, ...filter }) {
      const wanted = { ...filter, state: readState(state) };
      if (given !== undefined) return (await findTasks(database, given, wanted)).map((task) => write(task));
      return (await findTasksOfAll(database, wanted)).map((task) => write(task, task.tenantId));
    },
    async show(id) {
      const [tenantId, taskId] = await place(id);
      const { attempts, ...task } = await getTask(database, tenantId, taskId);
      const lines = attempts.map((attempt) => ({
        number: attempt.number,
        state: attempt.state,
        worker_id: attempt.workerId,
        error: wordError(context, attempt.error),
        created_at: attempt.createdAt.toISOString(),
        finished_at: attempt.finishedAt?.toISOString() ?? null,
      }));
      return { ...write(task, tenantId), attempts: lines };
    },
    async retry(id) {
      const [tenantId, taskId] = await place(id);
      return write(await retryOneTask(database, { rules }, tenantId, taskId), tenantId);
    },
    retryAll: ({ state, ...filter }) =>
      retryAll(database, rules, given, { ...filter, state: readEnded(state) }),
    async cancel(id) {
      const [tenantId, taskId] = await place(id);
      return write(await cancelOneTask(database, { rules, countEnd: () => {} }, tenantId, taskId), tenantId);
    },
    close,
  };
}

async function retryAll(
  database: Database,
  rules: Parameters<typeof retryTasksLike>[1]['rules'],
  tenant: TenantId | undefined,
  filter: Parameters<typeof retryTasksLike>[3],
) {
  let retried = 0;
  const refused: { id: string; code: string }[] = [];
  for (const tenantId of tenant === undefined ? await listTenants(database) : [tenant]) {
    const outcome = await retryTasksLike(database, { rules }, tenantId, filter);
    retried += outcome.retried;
    refused.push(...outcome.refused);
  }
  return { retried, refused };
}

function writeLine(context: CommandContext, task: Task, tenantId: TenantId | undefined): TaskLine {
  return {
    id: task.id,
    ...(tenantId === undefined ? {} : { tenant_id: tenantId }),
    recording_id: task.recordingId,
    file_name: task.fileName,
    kind: task.kind,
    state: task.state,
    priority: task.priority,
    pieces: task.pieces,
    failures: task.failures,
    losses: task.losses,
    error: wordError(context, task.error),
    created_at: task.createdAt.toISOString(),
    finished_at: task.finishedAt?.toISOString() ?? null,
  };
}

function wordError({ texts }: CommandContext, error: StoredError | null): TaskErrorLine | null {
  return error && texts.describe(EfirError.fromRecord(error));
}

function readId(id: string): TaskId {
  if (!isUuid(id)) throw new EfirError('task-not-found', { id });
  return id as TaskId;
}

function readState(name: string): TaskState {
  const state = taskStates.find((one) => one === name);
  if (!state) throw new EfirError('usage-invalid', { detail: `--state ${name} (${taskStates.join(', ')})` });
  return state;
}

function readEnded(name: string): 'dead' | 'cancelled' {
  if (name === 'dead' || name === 'cancelled') return name;
  throw new EfirError('usage-invalid', { detail: `--state ${name} (dead, cancelled)` });
}
