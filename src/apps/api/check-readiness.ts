import { toEfirError } from '../../core/errors.ts';
import type { Database } from '../../db/database.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import { hasWorkers } from '../../work/has-workers.ts';
import { type DependencyState, judgeReadiness, type Readiness } from '../role.ts';
import type { ApiOptions } from './api-options.ts';

export interface ReadinessPorts {
  readonly database: Database;
  readonly blobs: Pick<BlobStore, 'check'>;
  readonly beside?: ApiOptions['beside'] | undefined;
}

/**
 * The api needs database and blobs; without workers it still takes recordings in, which then wait, and whatever else runs
 * in this process does not keep it from serving.
 */
export async function checkReadiness(ports: ReadinessPorts): Promise<Readiness> {
  const [database, blobs, workers, others = {}] = await Promise.all([
    judge(() => ports.database.check()),
    judge(() => ports.blobs.check()),
    judgeWorkers(ports.database),
    ports.beside?.(),
  ]);
  const beside = Object.entries(others).map(([name, { state, ...rest }]) => {
    const degrades: DependencyState = { ...rest, state: state === 'failed' ? 'degraded' : state };
    return [name, degrades] as const;
  });
  return judgeReadiness({ database, blobs, workers, ...Object.fromEntries(beside) });
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
