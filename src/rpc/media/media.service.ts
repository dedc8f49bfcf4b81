import { createHash } from 'node:crypto';
import { z } from 'zod';
import { formatTranscript } from '../../compute/speech/formats/index.ts';
import { transcriptFormats, transcriptSchema } from '../../compute/speech/transcript.ts';
import { EfirError } from '../../core/errors.ts';
import type { RecordingId } from '../../core/ids.ts';
import { recordingStates } from '../../db/schema.ts';
import {
  cancelRecording,
  createRecording,
  getRecording,
  getTranscript,
  type Recording,
  settleCallback,
} from '../../domain/media/index.ts';
import { describeError } from '../../texts/describe-error.ts';
import { type CallContext, defineMethod, type RpcService } from '../service.ts';
import { awaitEnd } from './await-end.ts';
import { openSource } from './open-source.ts';

const id = z.uuid();
const time = z.string().meta({ format: 'date-time' });
const recordingParams = z.strictObject({ recording_id: id });

const statusSchema = z.object({
  recording_id: z.string(),
  state: z.enum(recordingStates),
  file_name: z.string(),
  duration: z.number().nullable().meta({ description: 'Seconds of sound, once a worker has looked' }),
  processed: z.number().meta({ description: 'Seconds that are transcribed' }),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
  created_at: time,
  started_at: time.nullable(),
  finished_at: time.nullable(),
});

const transcribe = defineMethod({
  summary: 'Make a recording of a file and have it transcribed',
  scope: 'recordings:write',
  params: z.strictObject({
    file_id: id.optional().meta({ description: 'A file of POST /files/upload' }),
    session_id: id.optional().meta({ description: 'Its session, unless the header x-session-id says it' }),
    file_path: z.string().min(1).max(4096).optional().meta({ description: 'A file below the shared root' }),
    recording_id: id.optional().meta({ description: 'A recording to transcribe anew' }),
    options: z
      .record(z.string(), z.union([z.string(), z.boolean(), z.number(), z.array(z.unknown())]))
      .optional()
      .meta({
        description:
          'language, engine, model, diarize, speakers, hot_words, callback_url … as for POST /v1/recordings',
      }),
    file_name: z.string().min(1).max(255).optional(),
    idempotency_key: z
      .string()
      .regex(/^[\x21-\x7e]{1,255}$/)
      .optional()
      .meta({ description: 'The same key with the same request gives the same recording, for 24 hours' }),
    wait: z.boolean().optional().meta({ description: 'Answer when the recording has ended' }),
  }),
  result: statusSchema.extend({
    repeated: z.boolean().meta({ description: 'The call was made before; this is its recording' }),
    text: z.string().nullable().meta({ description: 'What was said, when the call waited for it' }),
  }),
  async run(context, params, signal) {
    const { caller, database, maxFileSize, requestId, trace } = context;
    // As a form would write them.
    const asked = Object.entries(params.options ?? {}).map(([name, value]) => [
      name,
      Array.isArray(value) ? JSON.stringify(value) : String(value),
    ]);
    // Judged before a byte is copied.
    const options = await settleCallback(await context.readOptions(Object.fromEntries(asked)), context);
    const { content, fileName } = await openSource(context, params);
    const { recording, repeated } = await createRecording(database, context, {
      tenantId: caller.tenantId,
      content,
      fileName: params.file_name ?? fileName,
      maxBytes: maxFileSize,
      readOptions: async () => options,
      requestId,
      trace,
      idempotencyKey: params.idempotency_key ?? deriveKey(context.identify()),
      signal,
    }).finally(() => content.destroy());
    context.note({ recording_id: recording.id });
    if (params.wait !== true) return { ...present(context, recording), repeated, text: null };
    const wanted = { tenantId: caller.tenantId, recordingId: recording.id };
    const ended = await awaitEnd(database, wanted, signal);
    const text = ended.state === 'succeeded' ? await readText(context, ended.id) : null;
    return { ...present(context, ended), repeated, text };
  },
});

const status = defineMethod({
  summary: 'How far a recording is',
  scope: 'recordings:read',
  params: recordingParams,
  result: statusSchema,
  async run(context, { recording_id }) {
    const { caller, database } = context;
    return present(context, await getRecording(database, caller.tenantId, recording_id as RecordingId));
  },
});

const transcript = defineMethod({
  summary: 'The transcript of a finished recording',
  scope: 'recordings:read',
  params: recordingParams.extend({
    format: z.enum(transcriptFormats).default('json'),
    times: z.boolean().default(false).meta({ description: 'Begin paragraphs of txt with their time' }),
    version: z
      .int()
      .min(1)
      .max(2 ** 31 - 1)
      .optional()
      .meta({ description: 'A former version; the newest without it' }),
  }),
  result: z.object({
    recording_id: z.string(),
    format: z.enum(transcriptFormats),
    content: z
      .union([transcriptSchema, z.string()])
      .meta({ description: 'A text; for json the transcript itself, for docx its bytes in base64' }),
  }),
  async run({ caller, database, texts }, { recording_id, format, times, version }) {
    const id = recording_id as RecordingId;
    const found = await getTranscript(database, caller.tenantId, id, texts, version);
    if (format === 'json') return { recording_id, format, content: found.transcript };
    const content = await formatTranscript(found.transcript, format, {
      texts,
      times,
      title: found.fileName,
      date: found.createdAt,
    });
    const text = typeof content === 'string' ? content : Buffer.from(content).toString('base64');
    return { recording_id, format, content: text };
  },
});

const cancel = defineMethod({
  summary: 'Stop all work on a recording',
  scope: 'recordings:write',
  params: recordingParams,
  result: statusSchema,
  async run(context, { recording_id }) {
    const { caller, database } = context;
    const recordingId = recording_id as RecordingId;
    return present(context, await cancelRecording(database, context, caller.tenantId, recordingId));
  },
});

/** Recordings and transcripts. */
export const service: RpcService = {
  name: 'media',
  methods: { execute: transcribe, transcribe, status, transcript, cancel },
};

function present({ texts }: CallContext, recording: Recording): z.input<typeof statusSchema> {
  const { error, media, requestId } = recording;
  return {
    recording_id: recording.id,
    state: recording.state,
    file_name: recording.fileName,
    duration: media?.duration ?? null,
    processed: recording.processed,
    error: error ? describeError(EfirError.fromRecord(error), texts, requestId) : null,
    created_at: recording.createdAt.toISOString(),
    started_at: recording.startedAt?.toISOString() ?? null,
    finished_at: recording.finishedAt?.toISOString() ?? null,
  };
}

async function readText({ caller, database }: CallContext, recordingId: RecordingId): Promise<string> {
  return (await getTranscript(database, caller.tenantId, recordingId)).transcript.text;
}

/** A request that comes a second time, because the process that had it died, gives the same recording. */
function deriveKey(identity: string | undefined): string | undefined {
  return identity && `rpc:${createHash('sha256').update(identity).digest('base64url')}`;
}
