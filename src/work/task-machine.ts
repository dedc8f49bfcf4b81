import type { TaskId, TenantId } from '../core/ids.ts';
import { isUuid } from '../core/ids.ts';
import type { Database } from '../db/database.ts';
import { indexRules, type TaskRules } from './task-rules.ts';

/** What the use cases of the task machine work with. */
export interface TaskMachine {
  readonly database: Database;
  readonly rules: ReadonlyMap<string, TaskRules>;
  /** Seconds of silence after which an attempt counts as lost. */
  readonly lease: number;
  /** Whose an attempt is; undefined when it was never handed out. */
  readonly findAttempt: (attemptId: string) => Promise<AttemptPlace | undefined>;
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
  return { database, rules: indexRules(options.rules), lease, findAttempt: createAttemptFinder(database) };
}

/** Attempts never change hands, so that what was found once holds; the latest few thousand are remembered. */
const remembered = 4096;

function createAttemptFinder(database: Database): TaskMachine['findAttempt'] {
  const places = new Map<string, AttemptPlace>();
  return async (attemptId) => {
    if (!isUuid(attemptId)) return undefined;
    const known = places.get(attemptId);
    if (known) return known;
    const row = await database.withDispatcher((tx) =>
      tx
        .selectFrom('attempts')
        .select(['tenant_id', 'task_id'])
        .where('id', '=', attemptId as never)
        .executeTakeFirst(),
    );
    if (!row) return undefined;
    const place = { tenantId: row.tenant_id, taskId: row.task_id };
    places.set(attemptId, place);
    const oldest = places.size > remembered ? places.keys().next().value : undefined;
    if (oldest !== undefined) places.delete(oldest);
    return place;
  };
}
