import { type AttemptId, isUuid, type TaskId, type TenantId } from '../core/ids.ts';
import type { Database } from '../db/database.ts';
import { indexRules, type TaskRules } from './task-rules.ts';

/** What the use cases of the task machine work with. */
export interface TaskMachine {
  readonly database: Database;
  readonly rules: ReadonlyMap<string, TaskRules>;
  /** Seconds of silence after which an attempt counts as lost. */
  readonly lease: number;
  readonly attempts: AttemptDirectory;
}

/** Whose an attempt is. Attempts never change hands, so that what was learnt once holds. */
export interface AttemptDirectory {
  /** Undefined when it was never handed out. */
  find(attemptId: string): Promise<AttemptPlace | undefined>;
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
}): TaskMachine {
  const { database, lease } = options;
  return { database, rules: indexRules(options.rules), lease, attempts: createDirectory(database) };
}

/** The latest attempts are remembered. */
const remembered = 4096;

function createDirectory(database: Database): AttemptDirectory {
  const places = new Map<string, AttemptPlace>();
  const note: AttemptDirectory['note'] = (attemptId, place) => {
    places.set(attemptId, place);
    const oldest = places.size > remembered ? places.keys().next().value : undefined;
    if (oldest !== undefined) places.delete(oldest);
  };
  return {
    note,
    async find(attemptId) {
      if (!isUuid(attemptId)) return undefined;
      const known = places.get(attemptId);
      if (known) return known;
      const row = await database.withDispatcher((tx) =>
        tx
          .selectFrom('attempts')
          .select(['tenant_id', 'task_id'])
          .where('id', '=', attemptId as AttemptId)
          .executeTakeFirst(),
      );
      if (!row) return undefined;
      const place = { tenantId: row.tenant_id, taskId: row.task_id };
      note(attemptId, place);
      return place;
    },
  };
}
