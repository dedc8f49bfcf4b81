import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { rollCallValidity } from './roll-call.ts';

/** The models that workers which called the roll lately would choose for a task that names none. */
export async function listWorkerModels(database: Database): Promise<string[]> {
  const rows = await database.withDispatcher((tx) =>
    tx
      .selectFrom('workers')
      .select('model')
      .distinct()
      .where(sql<boolean>`seen_at > now() - make_interval(secs => ${rollCallValidity / 1000})`)
      .where('model', '<>', '')
      .orderBy('model')
      .execute(),
  );
  return rows.map(({ model }) => model);
}
