import { EfirError } from '../../core/errors.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import { enqueueSteps } from '../../work/enqueue-task.ts';
import { lockTask, lockTasksOf, type TaskRow } from '../../work/lock-task.ts';
import { retryTask } from '../../work/retry-task.ts';
import { indexRules, type TaskRules } from '../../work/task-rules.ts';
import { appendRecordingEvents } from './append-recording-event.ts';
import { assertAudio } from './assert-audio.ts';
import { readRecording } from './get-recording.ts';
import { shortSeconds } from './is-short.ts';
import { reopenLink } from './links/end-link.ts';
import { findRecipe } from './recipes.ts';
import type { Recording } from './recording.ts';
import { dropTranscripts } from './transcripts/drop-transcripts.ts';

/**
 * Sends a failed or cancelled recording again; finished pieces are not computed twice. Rejects with
 * `recording-not-found`, with `state-conflict` in any other state, and with `audio-expired` or `audio-lost` (date)
 * where there is nothing left to listen to.
 */
export async function retryRecording(
  database: Database,
  { rules }: { rules: readonly TaskRules[] },
  tenantId: TenantId,
  recordingId: RecordingId,
): Promise<Recording> {
  const recording = await database.withTenant(tenantId, (tx) =>
    retryRecordingWithin(tx, { rules }, recordingId),
  );
  database.hints.send('tasks', recordingId);
  database.hints.send('recording', recordingId);
  return recording;
}

/** The same as part of a transaction; after its commit the hints `tasks` and `recording` are due. */
export async function retryRecordingWithin(
  tx: TenantTx,
  { rules }: { readonly rules: readonly TaskRules[] },
  recordingId: RecordingId,
): Promise<Recording> {
  const tasks = await lockTasksOf(tx, recordingId);
  const { state } = await readRecording(tx, recordingId);
  if (state !== 'failed' && state !== 'cancelled') throw new EfirError('state-conflict', { state });
  if (await reopenLink(tx, recordingId)) return readRecording(tx, recordingId);
  if (tasks.length === 0) await startAnew(tx, recordingId);
  else await retryTasks(tx, rules, tasks);
  return readRecording(tx, recordingId);
}

/**
 * Sends those of the given tasks of one recording again that are dead or cancelled, and what they need; how many it
 * were. All tasks of the recording are locked. Rejects as `retryRecording` where the sound is gone.
 */
export async function retryTasks(
  tx: TenantTx,
  rules: readonly TaskRules[],
  tasks: readonly Pick<TaskRow, 'id' | 'kind' | 'recording_id'>[],
): Promise<number> {
  const byKind = indexRules(rules);
  let sent = 0;
  for (const { id, kind, recording_id } of tasks) {
    // One that was sent again before may have taken this one along.
    const task = await lockTask(tx, id);
    const rule = byKind.get(kind);
    if (!rule || (task?.state !== 'dead' && task?.state !== 'cancelled')) continue;
    await assertAudio(tx, recording_id);
    await retryTask(tx, rule, id);
    sent += 1;
  }
  return sent;
}

/** The tasks of a recording that ended long ago have expired: it goes its way from the start. */
async function startAnew(tx: TenantTx, recordingId: RecordingId): Promise<void> {
  await assertAudio(tx, recordingId);
  const { options, media } = await readRecording(tx, recordingId);
  const { engine, priority, recipe } = options;
  const short = (media?.duration ?? Number.POSITIVE_INFINITY) <= shortSeconds;
  await enqueueSteps(tx, recordingId, findRecipe(recipe).steps, { engine, priority, short });
  await dropTranscripts(tx, [recordingId]);
  await tx
    .updateTable('recordings')
    .set({ state: 'queued', error: null, finished_at: null, processed: 0 })
    .where('id', '=', recordingId)
    .execute();
  await appendRecordingEvents(tx, recordingId, [{ type: 'state', data: { state: 'queued' } }]);
}
