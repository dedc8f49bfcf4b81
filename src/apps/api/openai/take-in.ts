import type { FastifyRequest } from 'fastify';
import { EfirError, toEfirError } from '../../../core/errors.ts';
import type { RecordingId, TenantId } from '../../../core/ids.ts';
import type { RecordingOptions } from '../../../db/schema.ts';
import { createRecording, type Recording, retryRecording } from '../../../domain/media/index.ts';
import { pieceHeader } from '../../../wire/transcribe-server.ts';
import { type FormLimits, openForm } from '../../upload/open-form.ts';
import { whileUploading } from '../../upload/read-upload.ts';
import type { Upload } from '../../upload/upload.ts';
import { type ApiContext, callerOf } from '../server.ts';
import { chooseModel } from './models.ts';
import { checkParameters, readParameters, type TranscriptionParameters } from './parameters.ts';

/** Four samples of known voices of ten seconds each come as fields, in base64. */
const limits: FormLimits = { parts: 1_100, field: 3_000_000, vocabulary: 3_000_000, fields: 10_000_000 };
/** Somebody waits at the other end: before what was sent in to be fetched some time. */
const priority = 5;
/** Seconds after its end in which a transcript is given again to who asks the same: a retry may have been under way. */
const joinSeconds = 60;

export interface TakenIn {
  readonly recording: Recording;
  readonly asked: TranscriptionParameters;
  /** The same request was made before. */
  readonly repeated: boolean;
}

/**
 * Reads a transcription's form and takes its file in as a recording; a request that is in work already (the same
 * Idempotency-Key, or the same file, name and options) gives the recording of the first one. Rejects as
 * `createRecording`, with what `readParameters` throws, `model-unknown`, and `transcribe-server-circle`.
 */
export async function takeIn(context: ApiContext, request: FastifyRequest): Promise<TakenIn> {
  const { tenantId } = callerOf(request);
  if (context.passesOn && request.headers[pieceHeader] !== undefined) {
    throw new EfirError('transcribe-server-circle', { server: request.host });
  }
  const leave = context.waitingRoom.expect(tenantId);
  try {
    const { asked, created } = await whileUploading(request.raw, (signal) =>
      upload(context, request, signal),
    );
    const { recording, repeated } = created;
    request.log.info(
      { recording_id: recording.id, bytes: recording.bytes, repeated },
      repeated ? 'recording joined' : 'recording taken in',
    );
    // It was cancelled when its caller hung up, and here he is again.
    if (repeated && recording.state === 'cancelled') await sendAgain(context, tenantId, recording.id);
    return { recording, asked, repeated };
  } finally {
    leave();
  }
}

/** Several who come again at once send it again once. */
async function sendAgain(context: ApiContext, tenantId: TenantId, recordingId: RecordingId): Promise<void> {
  try {
    await retryRecording(context.database, context, tenantId, recordingId);
  } catch (thrown) {
    if (toEfirError(thrown).code !== 'state-conflict') throw thrown;
  }
}

async function upload(context: ApiContext, request: FastifyRequest, signal: AbortSignal) {
  const { 'idempotency-key': key } = request.headers;
  if (!/^multipart\/form-data/i.test(request.headers['content-type'] ?? ''))
    throw new EfirError('upload-malformed', { detail: 'the body is not multipart/form-data' });
  const form = await openForm(request.raw, undefined, limits);
  // What stands before the file is judged before the file is read.
  checkParameters(form.all);
  const read = readOnce(context, form);
  const created = await createRecording(context.database, context, {
    tenantId: callerOf(request).tenantId,
    content: form.content,
    fileName: form.fileName,
    maxBytes: context.maxFileSize,
    readOptions: async () => (await read()).options,
    requestId: request.id,
    trace: request.trace,
    idempotencyKey: typeof key === 'string' ? key : undefined,
    joinWithin: joinSeconds,
    signal,
  });
  return { created, asked: (await read()).asked };
}

/** Parameters and the options that they mean, once the form is whole. */
function readOnce(context: ApiContext, form: Upload) {
  let reading: Promise<{ asked: TranscriptionParameters; options: RecordingOptions }> | undefined;
  const read = async () => {
    await form.complete;
    const asked = readParameters(form.all);
    const model = await chooseModel(context, asked.model);
    const { hotWords, language, leastSpeakers } = asked;
    const options: RecordingOptions = {
      priority,
      ...(language === undefined ? {} : { language }),
      ...(model === undefined ? {} : { model }),
      ...(asked.format === 'diarized_json' ? { diarize: true } : {}),
      ...(leastSpeakers === undefined ? {} : { min_speakers: leastSpeakers }),
      ...(hotWords.length === 0 ? {} : { hot_words: hotWords }),
    };
    return { asked, options };
  };
  return () => {
    reading ??= read();
    return reading;
  };
}
