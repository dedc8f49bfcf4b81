import { EfirError } from '../../core/errors.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import { listTasks } from '../../work/list-tasks.ts';
import { retryTask } from '../../work/retry-task.ts';
import { indexRules, type TaskRules } from '../../work/task-rules.ts';
import { readRecording } from './get-recording.ts';
import type { Recording } from './recording.ts';

/**
 * Sends a failed or cancelled recording again; finished pieces are not computed twice. Rejects with
 * `recording-not-found`, and with `state-conflict` in any other state.
 */
export async function retryRecording(
  database: Database,
  { rules }: { rules: readonly TaskRules[] },
  tenantId: TenantId,
  recordingId: RecordingId,
): Promise<Recording> {
  const byKind = indexRules(rules);
  const recording = await database.withTenant(tenantId, async (tx) => {
    const { state } = await readRecording(tx, recordingId);
    if (state !== 'failed' && state !== 'cancelled') throw new EfirError('state-conflict', { state });
    for (const task of await listTasks(tx, recordingId)) {
      const rule = byKind.get(task.kind);
      if (rule && (task.state === 'dead' || task.state === 'cancelled')) await retryTask(tx, rule, task.id);
    }
    return readRecording(tx, recordingId);
  });
  database.hints.send('tasks', recordingId);
  database.hints.send('recording', recordingId);
  return recording;
}
