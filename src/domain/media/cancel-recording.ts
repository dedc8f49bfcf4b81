import { EfirError } from '../../core/errors.ts';
import type { AttemptId, RecordingId, TenantId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import { cancelTask } from '../../work/cancel-task.ts';
import { listTasks } from '../../work/list-tasks.ts';
import { indexRules, type TaskRules } from '../../work/task-rules.ts';
import { readRecording } from './get-recording.ts';
import type { Recording } from './recording.ts';

/**
 * Stops all work on a recording; what was transcribed so far stays. May be repeated. Rejects with
 * `recording-not-found`, and with `state-conflict` when it has ended otherwise.
 */
export async function cancelRecording(
  database: Database,
  { rules }: { rules: readonly TaskRules[] },
  tenantId: TenantId,
  recordingId: RecordingId,
): Promise<Recording> {
  const { recording, stop } = await database.withTenant(tenantId, async (tx) => {
    const outcome = await cancelTasks(tx, rules, recordingId);
    return { ...outcome, recording: await readRecording(tx, recordingId) };
  });
  if (recording.state !== 'cancelled') throw new EfirError('state-conflict', { state: recording.state });
  for (const attempt of stop) database.hints.send('stop', attempt);
  database.hints.send('recording', recordingId);
  return recording;
}

/** Cancels every task of a recording that has not ended, and gives the attempts that workers are to be told about. */
export async function cancelTasks(
  tx: TenantTx,
  rules: readonly TaskRules[],
  recordingId: RecordingId,
): Promise<{ stop: AttemptId[] }> {
  const byKind = indexRules(rules);
  const stop: AttemptId[] = [];
  for (const task of await listTasks(tx, recordingId)) {
    const rule = byKind.get(task.kind);
    if (!rule) throw new EfirError('internal', { detail: `no rules for tasks of kind ${task.kind}` });
    stop.push(...(await cancelTask(tx, rule, task.id)).stop);
  }
  return { stop };
}
