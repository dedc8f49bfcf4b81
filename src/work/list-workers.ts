import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { rollCallValidity } from './roll-call.ts';

/** A worker as it told of itself last. */
export interface ListedWorker {
  readonly id: string;
  /** What it takes tasks from. */
  readonly queues: readonly string[];
  /** Tasks that it takes at once, and how many it has. */
  readonly slots: number;
  readonly running: number;
  readonly engine: string;
  readonly model: string;
  readonly seenAt: Date;
  /** Whether it was heard so lately that it gets tasks. */
  readonly present: boolean;
}

/** Workers that were heard within the last hour, those that are there first. */
export async function listWorkers(database: Database): Promise<ListedWorker[]> {
  const rows = await database.withDispatcher((tx) =>
    tx
      .selectFrom('workers')
      .select(['id', 'queues', 'slots', 'running', 'engine', 'model', 'seen_at as seenAt'])
      .select(sql<boolean>`seen_at > now() - make_interval(secs => ${rollCallValidity / 1000})`.as('present'))
      .where(sql<boolean>`seen_at > now() - interval '1 hour'`)
      .orderBy('present', 'desc')
      .orderBy('id')
      .limit(1_000)
      .execute(),
  );
  return rows;
}
