import { toEfirError } from '../../core/errors.ts';
import type { Database } from '../../db/database.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import { hasWorkers } from '../../work/has-workers.ts';
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
  return hasWorkers(database).then(
    (some) =>
      some
        ? { state: 'ok' }
        : { state: 'degraded', detail: 'no worker was heard lately, or no coordinator runs to hear one' },
    () => ({ state: 'degraded', detail: 'not known while the database is away' }),
  );
}
