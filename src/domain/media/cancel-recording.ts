import { EfirError } from '../../core/errors.ts';
import type { AttemptId, RecordingId, TenantId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import { cancelTask } from '../../work/cancel-task.ts';
import { lockTasksOf } from '../../work/lock-task.ts';
import { indexRules, type TaskRules } from '../../work/task-rules.ts';
import type { EndedTask } from '../../work/work-copy.ts';
import { readRecording } from './get-recording.ts';
import { cancelLink } from './links/end-link.ts';
import type { Recording } from './recording.ts';

interface CancelPorts {
  readonly rules: readonly TaskRules[];
  readonly countEnd: (ended: EndedTask) => void;
}

/**
 * Stops all work on a recording; what was transcribed so far stays. May be repeated. Rejects with
 * `recording-not-found`, and with `state-conflict` when it has ended otherwise.
 */
export async function cancelRecording(
  database: Database,
  ports: CancelPorts,
  tenantId: TenantId,
  recordingId: RecordingId,
): Promise<Recording> {
  const { recording, tell } = await database.withTenant(tenantId, async (tx) => ({
    tell: await cancelRecordingWithin(tx, ports, recordingId),
    recording: await readRecording(tx, recordingId),
  }));
  if (recording.state !== 'cancelled') throw new EfirError('state-conflict', { state: recording.state });
  tell(database);
  return recording;
}

/**
 * The same as part of a transaction; what it gives is for after the commit, and tells those who work on the recording or
 * listen to it. One that has ended stays as it is.
 */
export async function cancelRecordingWithin(
  tx: TenantTx,
  { rules, countEnd }: CancelPorts,
  recordingId: RecordingId,
): Promise<(database: Pick<Database, 'hints'>) => void> {
  const { ended, stop } = await cancelTasks(tx, rules, recordingId);
  const unfetched = await cancelLink(tx, recordingId);
  return ({ hints }) => {
    ended.forEach(countEnd);
    if (unfetched) hints.send('deliveries', 'ended');
    for (const attempt of stop) hints.send('stop', attempt);
    hints.send('recording', recordingId);
  };
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
