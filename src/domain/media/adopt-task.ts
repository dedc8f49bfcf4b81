import { basename, dirname } from 'node:path';
import { sql } from 'kysely';
import { parseLanguage } from '../../compute/speech/language/parse-language.ts';
import { EfirError } from '../../core/errors.ts';
import { openBelow } from '../../core/find-below.ts';
import { createRequestId, createTraceId, type TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { RecordingOptions } from '../../db/schema.ts';
import type { FoundTask } from '../../wire/task-message.ts';
import { settleSpeakerOptions } from '../../wire/transcription-options.ts';
import { readHotWords, readSpellings } from '../../wire/vocabulary.ts';
import { ensureFirstTenant } from '../identity/index.ts';
import { type CreatedRecording, createRecording, type RecordingPorts } from './create-recording.ts';
import { hasEnded } from './recording.ts';

export interface AdoptedTask {
  readonly kind: string;
  readonly task: FoundTask;
  /** Whose recording it becomes; absent: the first tenant's. */
  readonly tenantId: TenantId | undefined;
  /** Below it the audio has to lie. */
  readonly sharedRoot: string | undefined;
  readonly maxBytes: number;
  /** Models that a task may name. Others' names for their own models mean nothing here, and are let go. */
  readonly knownModels: readonly string[];
}

/**
 * Takes in the task of another program's producer as a recording, once for each `task_id`, and remembers that the
 * producer waits for an answer; one that asks again after the end is answered again. Rejects with `file-outside`,
 * `file-not-found`, `file-unreadable`, `language-unknown`, `request-invalid`, and as `createRecording`.
 */
export async function adoptTask(
  database: Database,
  ports: RecordingPorts,
  input: AdoptedTask,
): Promise<CreatedRecording> {
  const { task, sharedRoot, kind } = input;
  if (sharedRoot === undefined) throw new EfirError('file-outside', { path: task.file_path.slice(0, 200) });
  const tenantId = input.tenantId ?? (await ensureFirstTenant(database)).id;
  const options = readOptions(input);
  await using handle = await openBelow(sharedRoot, task.file_path);
  const created = await createRecording(database, ports, {
    tenantId,
    content: handle.createReadStream({ autoClose: false, highWaterMark: 256 * 1024 }),
    fileName: basename(task.file_path),
    maxBytes: input.maxBytes,
    readOptions: async () => options,
    requestId: createRequestId(),
    trace: createTraceId(),
    idempotencyKey: `task:${task.task_id}`,
    alongside: async (tx, recordingId) => {
      const answer = { kind, task_name: task.task_id, folder: dirname(task.file_path) };
      await tx
        .insertInto('answers')
        .values({ tenant_id: tenantId, recording_id: recordingId, ...answer })
        .execute();
    },
  });
  const { id, state } = created.recording;
  if (created.repeated && hasEnded(state)) {
    const again = { due_at: sql<Date>`now()`, sent_at: null, tries: 0 };
    await database.withTenant(tenantId, (tx) =>
      tx.updateTable('answers').set(again).where('recording_id', '=', id).execute(),
    );
  }
  return created;
}

function readOptions({ task, knownModels }: AdoptedTask): RecordingOptions {
  const language = parseLanguage(task.language);
  const model = knownModels.find((name) => name === task.model);
  const { by_channel, diarize, hot_words, max_speakers, min_speakers, speakers, spellings } = task;
  return settleSpeakerOptions({
    ...(language === undefined ? {} : { language }),
    ...(model === undefined ? {} : { model }),
    ...(diarize === undefined ? {} : { diarize }),
    ...(speakers === undefined ? {} : { speakers }),
    ...(min_speakers === undefined ? {} : { min_speakers }),
    ...(max_speakers === undefined ? {} : { max_speakers }),
    ...(by_channel === undefined ? {} : { by_channel }),
    ...(hot_words === undefined ? {} : { hot_words: readHotWords(hot_words) }),
    ...(spellings === undefined ? {} : { spellings: readSpellings(spellings) }),
  });
}
