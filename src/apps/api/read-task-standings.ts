import type { TaskId, TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import { readListed, type Standing, type Standings, type Task } from '../../domain/media/index.ts';

const open: readonly Task['state'][] = ['waiting', 'queued', 'dispatched', 'running'];

/** How the recordings of tasks stand that have not ended. */
export async function readStandings(
  database: Database,
  standings: Standings,
  tenantId: TenantId,
  tasks: readonly Task[],
): Promise<ReadonlyMap<TaskId, Standing>> {
  const going = tasks.filter(({ state }) => open.includes(state));
  const recordings = await readListed(database, tenantId, [
    ...new Set(going.map((task) => task.recordingId)),
  ]);
  const found = await standings.read(tenantId, recordings);
  return new Map(going.map(({ id, recordingId }) => [id, found.get(recordingId) ?? {}]));
}
