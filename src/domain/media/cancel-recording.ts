import { EfirError } from '../../core/errors.ts';
import type { AttemptId, RecordingId, TenantId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import { cancelTask } from '../../work/cancel-task.ts';
import { lockTasksOf } from '../../work/lock-task.ts';
import { indexRules, type TaskRules } from '../../work/task-rules.ts';
import type { EndedTask } from '../../work/work-copy.ts';
import { readRecording } from './get-recording.ts';
import type { Recording } from './recording.ts';

/**
 * Stops all work on a recording; what was transcribed so far stays. May be repeated. Rejects with
 * `recording-not-found`, and with `state-conflict` when it has ended otherwise.
 */
export async function cancelRecording(
  database: Database,
  { rules, countEnd }: { rules: readonly TaskRules[]; countEnd: (ended: EndedTask) => void },
  tenantId: TenantId,
  recordingId: RecordingId,
): Promise<Recording> {
  const { recording, ended, stop } = await database.withTenant(tenantId, async (tx) => {
    const outcome = await cancelTasks(tx, rules, recordingId);
    return { ...outcome, recording: await readRecording(tx, recordingId) };
  });
  if (recording.state !== 'cancelled') throw new EfirError('state-conflict', { state: recording.state });
  ended.forEach(countEnd);
  for (const attempt of stop) database.hints.send('stop', attempt);
  database.hints.send('recording', recordingId);
  return recording;
}

/** Cancels every task of a recording that has not ended; gives those, and the attempts that workers are to be told about. */
export async function cancelTasks(
  tx: TenantTx,
  rules: readonly TaskRules[],
  recordingId: RecordingId,
): Promise<{ ended: EndedTask[]; stop: AttemptId[] }> {
  const byKind = indexRules(rules);
  const ended: EndedTask[] = [];
  const stop: AttemptId[] = [];
  // The last step first: it is cancelled itself, not for want of the step before it.
  for (const task of (await lockTasksOf(tx, recordingId)).toReversed()) {
    const rule = byKind.get(task.kind);
    if (!rule) throw new EfirError('internal', { detail: `no rules for tasks of kind ${task.kind}` });
    const outcome = await cancelTask(tx, rule, task.id);
    if (outcome.ended) ended.push(outcome.ended);
    stop.push(...outcome.stop);
  }
  return { ended, stop };
}
