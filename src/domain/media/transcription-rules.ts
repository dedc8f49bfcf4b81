import { type Selectable, sql } from 'kysely';
import { transcribeTask } from '../../compute/speech/transcribe-task.ts';
import { EfirError } from '../../core/errors.ts';
import type { RecordingId } from '../../core/ids.ts';
import type { Schema } from '../../db/schema.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import { writeTaskOptions } from '../../wire/transcription-options.ts';
import type { TaskRef } from '../../work/effects.ts';
import type { TaskDescription, TaskRules } from '../../work/task-rules.ts';
import { readResult } from './read-result.ts';
import { storeHappenings } from './store-happenings.ts';

export interface TranscriptionTerms {
  readonly blobs: BlobStore;
  /** Seconds. */
  readonly maxDuration: number;
}

/** What a transcription needs to begin, and what its happenings mean for a recording. */
export function createTranscriptionRules(terms: TranscriptionTerms): TaskRules {
  return {
    kind: transcribeTask,
    effects: storeHappenings,
    readResult,
    async origin(tx, task) {
      const recording = await tx
        .selectFrom('recordings')
        .select(['request_id', 'trace'])
        .where('id', '=', task.recordingId)
        .executeTakeFirst();
      return recording ?? {};
    },
    async describe(tx, tasks) {
      const rows = await tx
        .selectFrom('recordings')
        .select(['id', 'blob_key', 'options', 'hearing', 'request_id', 'trace', mostSpoken.as('spoken')])
        .where('id', '=', sql<RecordingId>`any(${tasks.map((task) => task.recordingId)})`)
        .execute();
      const byId = new Map(rows.map((row) => [row.id, row]));
      return tasks.map((task) => describeTask(terms, task, byId.get(task.recordingId)));
    },
  };
}

/** The language of most of the words that are stored, for a run that goes on behind them. */
const mostSpoken = sql<string | null>`(
  select language from segments where segments.recording_id = recordings.id and language is not null
  group by language order by sum(end_s - start_s) desc, language limit 1)`;

type DescribedRow = Pick<
  Selectable<Schema['recordings']>,
  'blob_key' | 'options' | 'hearing' | 'request_id' | 'trace'
> & {
  readonly spoken: string | null;
};

function describeTask(
  { blobs, maxDuration }: TranscriptionTerms,
  task: TaskRef,
  recording: DescribedRow | undefined,
): TaskDescription | EfirError {
  if (!recording) return new EfirError('recording-not-found', { id: task.recordingId });
  const path = blobs.filePath(recording.blob_key);
  if (path === undefined) {
    return new EfirError('unavailable', { detail: 'workers cannot reach the blob store' });
  }
  return {
    file_path: path,
    ...writeTaskOptions(recording.options),
    ...(recording.spoken !== null && { resume_language: recording.spoken }),
    ...(recording.hearing !== null && { past_hearing: recording.hearing }),
    max_duration: maxDuration,
    request_id: recording.request_id,
    trace: recording.trace,
  };
}
