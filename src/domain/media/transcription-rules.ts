import { sql, type Updateable } from 'kysely';
import { transcribeTask } from '../../compute/speech/transcribe-task.ts';
import { EfirError } from '../../core/errors.ts';
import type { RecordingId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';
import type { RecordingState, Schema, StoredError } from '../../db/schema.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import type { MediaFacts, Segment } from '../../wire/event-message.ts';
import type { Happening, TaskEffects } from '../../work/effects.ts';
import type { TaskRules } from '../../work/task-rules.ts';
import { appendRecordingEvents, type NewRecordingEvent } from './append-recording-event.ts';

/** What a transcription needs to begin, and what its happenings mean for a recording. `maxDuration` in seconds. */
export function createTranscriptionRules(options: { blobs: BlobStore; maxDuration: number }): TaskRules {
  return {
    kind: transcribeTask,
    effects,
    async origin(tx, task) {
      const recording = await tx
        .selectFrom('recordings')
        .select(['request_id', 'trace'])
        .where('id', '=', task.recordingId)
        .executeTakeFirst();
      return recording ?? {};
    },
    async describe(tx, task) {
      const recording = await tx
        .selectFrom('recordings')
        .select(['blob_key', 'options', 'request_id', 'trace'])
        .where('id', '=', task.recordingId)
        .executeTakeFirst();
      if (!recording) throw new EfirError('recording-not-found', { id: task.recordingId });
      const path = options.blobs.filePath(recording.blob_key);
      if (path === undefined)
        throw new EfirError('unavailable', { detail: 'workers cannot reach the blob store' });
      const { language, model, diarize } = recording.options;
      return {
        file_path: path,
        diarize: diarize ?? false,
        ...(model === undefined ? {} : { model }),
        ...(language === undefined ? {} : { language }),
        max_duration: options.maxDuration,
        request_id: recording.request_id,
        trace: recording.trace,
      };
    },
  };
}

const effects: TaskEffects = async (tx, { recordingId }, happening) => {
  await effectOf(tx, recordingId, happening);
};

function effectOf(tx: TenantTx, id: RecordingId, happening: Happening): Promise<void> {
  switch (happening.type) {
    case 'started':
      return changeState(tx, id, 'running');
    case 'probed':
      return storeMedia(tx, id, happening.media);
    case 'segment':
      return storeSegments(tx, id, happening);
    case 'progress':
      return storeProgress(tx, id, happening.processed);
    case 'succeeded':
      return storeTranscript(tx, id, happening);
    case 'queued':
      return changeState(tx, id, 'queued');
    case 'dead':
      return changeState(tx, id, 'failed', { error: happening.error });
    case 'cancelled':
      return changeState(tx, id, 'cancelled');
  }
}

interface Change {
  readonly error?: StoredError;
  /** Further columns, written with the state. */
  readonly values?: Updateable<Schema['recordings']>;
  /** Events that come before the one of the state. */
  readonly events?: readonly NewRecordingEvent[];
}

async function changeState(
  tx: TenantTx,
  id: RecordingId,
  state: RecordingState,
  { error, values, events = [] }: Change = {},
): Promise<void> {
  const ended = state !== 'queued' && state !== 'running';
  await tx
    .updateTable('recordings')
    .set({
      ...values,
      state,
      error: error ? JSON.stringify(error) : null,
      finished_at: ended ? sql<Date>`now()` : null,
      ...(state === 'running' ? { started_at: sql<Date>`coalesce(started_at, now())` } : {}),
    })
    .where('id', '=', id)
    .execute();
  const told: NewRecordingEvent = { type: 'state', data: { state, ...(error ? { error } : {}) } };
  await appendRecordingEvents(tx, id, [...events, told]);
}

/** A task that is tried again looks at the file again: only news is told. */
async function storeMedia(tx: TenantTx, id: RecordingId, media: MediaFacts): Promise<void> {
  const text = JSON.stringify(media);
  const changed = await tx
    .updateTable('recordings')
    .set({ media: text })
    .where('id', '=', id)
    .where(sql<boolean>`media is distinct from ${text}::jsonb`)
    .returning('id')
    .executeTakeFirst();
  if (changed) await appendRecordingEvents(tx, id, [{ type: 'media', data: media }]);
}

async function storeSegments(
  tx: TenantTx,
  id: RecordingId,
  { piece, segments, processed }: Extract<Happening, { type: 'segment' }>,
): Promise<void> {
  if (segments.length > 0) {
    await tx
      .insertInto('segments')
      .values(segments.map((segment) => toRow(tx, id, piece, segment)))
      .onConflict((conflict) =>
        // A worker that numbers its segments wrongly must not be able to jam its own task.
        conflict.columns(['tenant_id', 'recording_id', 'index']).doUpdateSet((row) => ({
          piece: row.ref('excluded.piece'),
          start_s: row.ref('excluded.start_s'),
          end_s: row.ref('excluded.end_s'),
          speaker: row.ref('excluded.speaker'),
          text: row.ref('excluded.text'),
          words: row.ref('excluded.words'),
        })),
      )
      .execute();
  }
  const progress = await noteProgress(tx, id, processed);
  const events = segments.map(({ words: _, ...data }): NewRecordingEvent => ({ type: 'segment', data }));
  await appendRecordingEvents(tx, id, [...events, ...progress]);
}

function toRow(tx: TenantTx, id: RecordingId, piece: number, segment: Segment) {
  return {
    tenant_id: tx.tenantId,
    recording_id: id,
    index: segment.index,
    piece,
    start_s: segment.start,
    end_s: segment.end,
    speaker: segment.speaker ?? null,
    text: segment.text,
    words: JSON.stringify(segment.words),
  };
}

async function storeProgress(tx: TenantTx, id: RecordingId, processed: number): Promise<void> {
  await appendRecordingEvents(tx, id, await noteProgress(tx, id, processed));
}

/** Moves the recording's position; it is told at most once a second, because people watch it, not programs. */
async function noteProgress(tx: TenantTx, id: RecordingId, processed: number): Promise<NewRecordingEvent[]> {
  const lastTold = tx
    .selectFrom('recording_events')
    .select('created_at')
    .where('recording_id', '=', id)
    .where('type', '=', 'progress')
    .orderBy('number', 'desc')
    .limit(1);
  const row = await tx
    .updateTable('recordings')
    .set({ processed: sql<number>`greatest(processed, ${processed}::double precision)` })
    .where('id', '=', id)
    .returning(['processed', 'media'])
    .returning(sql<boolean>`coalesce(${lastTold} > now() - interval '1 second', false)`.as('told'))
    .executeTakeFirst();
  if (!row || row.told) return [];
  return [{ type: 'progress', data: { processed: row.processed, duration: row.media?.duration ?? 0 } }];
}

async function storeTranscript(
  tx: TenantTx,
  id: RecordingId,
  happening: Extract<Happening, { type: 'succeeded' }>,
): Promise<void> {
  const { language, engine, model, quality, duration, notes } = happening;
  const values = { language, engine, model, quality, duration, notes: JSON.stringify(notes) };
  await tx
    .insertInto('transcripts')
    .values({ tenant_id: tx.tenantId, recording_id: id, ...values })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'recording_id']).doUpdateSet(values))
    .execute();
  await changeState(tx, id, 'succeeded', {
    values: { processed: duration },
    events: [{ type: 'completed', data: { language, engine, model, quality, notes } }],
  });
}
