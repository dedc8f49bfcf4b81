import { sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { RecordingOptions } from '../../db/schema.ts';
import { lockTasksOf } from '../../work/lock-task.ts';
import { readRecording } from './get-recording.ts';
import type { Recording } from './recording.ts';

/**
 * Lets a recording that waits go before others, or after them: -10 to 10. Rejects with `recording-not-found`, and with
 * `state-conflict` when nothing of it waits any more.
 */
export async function changePriority(
  database: Database,
  tenantId: TenantId,
  recordingId: RecordingId,
  priority: number,
): Promise<Recording> {
  const recording = await database.withTenant(tenantId, async (tx) => {
    const tasks = await lockTasksOf(tx, recordingId);
    const { state } = await readRecording(tx, recordingId);
    const waiting = tasks.filter((task) => task.state === 'queued' || task.state === 'waiting');
    if (waiting.length === 0) throw new EfirError('state-conflict', { state });
    const ids = waiting.map((task) => task.id);
    await tx.updateTable('tasks').set({ priority }).where('id', 'in', ids).execute();
    await tx
      .updateTable('recordings')
      .set({
        options: sql<RecordingOptions & string>`options || jsonb_build_object('priority', ${priority}::int)`,
      })
      .where('id', '=', recordingId)
      .execute();
    return readRecording(tx, recordingId);
  });
  database.hints.send('tasks', recordingId);
  return recording;
}
