import { sql } from 'kysely';
import { toEfirError } from '../../core/errors.ts';
import type { Database } from '../../db/database.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import { rollCallValidity } from '../../work/roll-call.ts';
import { type DependencyState, judgeReadiness, type Readiness } from '../role.ts';

/** The api needs database and blobs; without workers it still takes recordings in, which then wait. */
export async function checkReadiness(ports: { database: Database; blobs: BlobStore }): Promise<Readiness> {
  const [database, blobs, workers] = await Promise.all([
    judge(() => ports.database.check()),
    judge(() => ports.blobs.check()),
    judgeWorkers(ports.database),
  ]);
  return judgeReadiness({ database, blobs, workers });
}

async function judge(check: () => Promise<void>): Promise<DependencyState> {
  try {
    await check();
    return { state: 'ok' };
  } catch (thrown) {
    // The code only: this answer is open to everybody.
    return { state: 'failed', detail: toEfirError(thrown).code };
  }
}

async function judgeWorkers(database: Database): Promise<DependencyState> {
  const seen = sql<boolean>`seen_at > now() - make_interval(secs => ${rollCallValidity / 1000})`;
  const count = database.withDispatcher((tx) =>
    tx
      .selectFrom('workers')
      .select(sql<number>`count(*)`.as('workers'))
      .where(seen)
      .executeTakeFirstOrThrow(),
  );
  return count.then(
    ({ workers }) => (workers > 0 ? { state: 'ok' } : { state: 'degraded', detail: 'no worker is there' }),
    () => ({ state: 'degraded', detail: 'not known while the database is away' }),
  );
}
