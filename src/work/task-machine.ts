import { sql } from 'kysely';
import { type AttemptId, isUuid, type TaskId, type TenantId } from '../core/ids.ts';
import type { Database } from '../db/database.ts';
import { indexRules, type TaskRules } from './task-rules.ts';

/** What the use cases of the task machine work with. */
export interface TaskMachine {
  readonly database: Database;
  readonly rules: ReadonlyMap<string, TaskRules>;
  /** Seconds of silence after which an attempt counts as lost. */
  readonly lease: number;
  /** Tasks that a tenant without a limit of its own has in work at once; 0: any number. */
  readonly maxRunning: number;
  /** Tasks of a kind handed out at once to workers that call no roll. */
  readonly foreignSlots: number;
  readonly attempts: AttemptDirectory;
}

/** Whose an attempt is. Attempts never change hands, so that what was learnt once holds. */
export interface AttemptDirectory {
  /** Those that were never handed out are not in the answer. */
  findAll(attemptIds: readonly string[]): Promise<ReadonlyMap<string, AttemptPlace>>;
  note(attemptId: string, place: AttemptPlace): void;
}

export interface AttemptPlace {
  readonly tenantId: TenantId;
  readonly taskId: TaskId;
}

export function createTaskMachine(options: {
  database: Database;
  rules: readonly TaskRules[];
  lease: number;
  maxRunning?: number;
  foreignSlots?: number;
}): TaskMachine {
  const { database, lease, maxRunning = 0, foreignSlots = 0 } = options;
  const rules = indexRules(options.rules);
  return { database, rules, lease, maxRunning, foreignSlots, attempts: createDirectory(database) };
}

/** The latest attempts are remembered; more than one batch of events can name. */
const remembered = 8192;

function createDirectory(database: Database): AttemptDirectory {
  const places = new Map<string, AttemptPlace>();
  const note: AttemptDirectory['note'] = (attemptId, place) => {
    places.set(attemptId, place);
    const oldest = places.size > remembered ? places.keys().next().value : undefined;
    if (oldest !== undefined) places.delete(oldest);
  };
  return {
    note,
    async findAll(attemptIds) {
      const wanted = [...new Set(attemptIds)].filter(isUuid);
      const missing = wanted.filter((id) => !places.has(id));
      if (missing.length > 0) {
        const rows = await database.withDispatcher((tx) =>
          tx
            .selectFrom('attempts')
            .select(['id', 'tenant_id', 'task_id'])
            .where('id', '=', sql<AttemptId>`any(${missing})`)
            .execute(),
        );
        for (const row of rows) note(row.id, { tenantId: row.tenant_id, taskId: row.task_id });
      }
      const known = wanted.map((id) => [id, places.get(id)] as const);
      return new Map(known.flatMap(([id, place]) => (place ? [[id, place] as const] : [])));
    },
  };
}
