import { z } from 'zod';
import { EfirError } from '../../../core/errors.ts';
import { isUuid, type RecordingId } from '../../../core/ids.ts';
import { recordingStates } from '../../../db/schema.ts';
import { mediaFactsSchema } from '../../../wire/event-message.ts';
import { errorSchema } from './error.ts';

const time = z.string().meta({ format: 'date-time' });

export const recordingSchema = z
  .object({
    id: z.string().meta({ format: 'uuid' }),
    state: z.enum(recordingStates),
    file_name: z.string(),
    bytes: z.int(),
    options: z.object({
      language: z.string().optional(),
      engine: z.string().optional(),
      model: z.string().optional(),
      diarize: z.boolean().optional(),
      speakers: z.int().optional(),
      min_speakers: z.int().optional(),
      max_speakers: z.int().optional(),
      by_channel: z.boolean().optional(),
      hot_words: z
        .array(z.string())
        .readonly()
        .optional()
        .meta({ description: 'Of the request and of the account' }),
      spellings: z
        .array(z.object({ heard: z.string(), write: z.string() }))
        .readonly()
        .optional()
        .meta({ description: 'Of the request and of the account' }),
      recipe: z.string().optional(),
      priority: z.int().optional(),
      callback_url: z.string().optional(),
    }),
    media: mediaFactsSchema.nullable().meta({ description: 'What the file holds, once a worker has looked' }),
    processed: z.number().meta({ description: 'Seconds that are transcribed' }),
    error: errorSchema.nullable().meta({ description: 'Why it failed' }),
    fetching: z.object({ bytes: z.int(), total_bytes: z.int().nullable() }).nullable().meta({
      description: 'While it is fetched from a link: bytes that have come, and how many were announced',
    }),
    request_id: z.string().meta({ description: 'Of the request that sent it in' }),
    created_at: time,
    started_at: time.nullable(),
    finished_at: time.nullable(),
    folder_id: z
      .string()
      .nullable()
      .meta({ format: 'uuid', description: 'The folder that it is in; null: in none' }),
    tags: z.array(z.string()),
    place: z.int().nullable().meta({
      description: 'How many start before it; null when it does not wait, or was only just sent in',
    }),
    seconds_left: z.int().nullable().meta({ description: 'Estimate until it is done; null while unknown' }),
  })
  .meta({ id: 'Recording' });
export type RecordingBody = z.infer<typeof recordingSchema>;

export const recordingParams = z.object({ id: z.string().meta({ format: 'uuid' }) });

/** An id that is none belongs to no recording: the same answer as for one of another tenant. */
export function readRecordingId(params: z.infer<typeof recordingParams>): RecordingId {
  if (!isUuid(params.id)) throw new EfirError('recording-not-found', { id: params.id });
  return params.id as RecordingId;
}
