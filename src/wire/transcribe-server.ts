import { z } from 'zod';
import { segmentSchema } from './event-message.ts';

/*
 * What the persistent transcription server answers: `POST /transcribe`, `GET /status/{job_id}`, `GET /health`. Programs
 * that are not ours ask it, too, so fields are added and never renamed.
 */

/** A job ends as `completed`, `failed` or `cancelled`. */
export const jobStatusSchema = z.enum(['queued', 'processing', 'completed', 'failed', 'cancelled']);

export const jobSchema = z.looseObject({
  job_id: z.string(),
  status: jobStatusSchema,
  /** Of the recording of this job, where the server keeps recordings: every door answers to it. */
  recording_id: z.string().nullable().default(null),
  /** Whole percents of the recording. */
  progress: z.number().min(0).max(100),
  /** Jobs that begin before it, while it waits. */
  place: z.number().int().nonnegative().nullable().default(null),
  /** Until it is done; null while nobody can say. */
  seconds_left: z.number().nonnegative().nullable().default(null),
  language: z.string().nullable(),
  /** Whole once the job is completed; before that a stateless server gives what there is so far. */
  text: z.string(),
  segments: z.array(segmentSchema),
  /** Seconds, once it is known. */
  duration: z.number().nonnegative().nullable(),
  engine: z.string().nullable(),
  model: z.string().nullable(),
  /** In words, with `error_code` for programs. */
  error: z.string().nullable(),
  error_code: z.string().nullable(),
  /** Of the transcript of a completed job, where the server keeps versions. */
  version: z.number().int().optional(),
  /** Who speaks, where that was asked for and could be told. */
  speakers: z
    .array(z.object({ id: z.string(), name: z.string().optional(), seconds: z.number().nonnegative() }))
    .optional(),
  /** Where the same is written as a file on the server. */
  result_path: z.string().nullable(),
});
export type JobBody = z.infer<typeof jobSchema>;

export const serverHealthSchema = z.looseObject({
  status: z.enum(['ok', 'loading', 'failed']),
  /** `stateless`: recognises by itself. `door`: hands recordings to workers, so a worker may not ask it. */
  mode: z.enum(['stateless', 'door']),
  model_loaded: z.boolean(),
  engine: z.string().nullable(),
  model: z.string().nullable(),
  queue: z.object({
    waiting: z.number().int().nonnegative(),
    running: z.number().int().nonnegative(),
    capacity: z.number().int().nonnegative(),
  }),
  version: z.string(),
  /** What its engine can do, once it is loaded. */
  description: z
    .object({
      languages: z.union([z.literal('any'), z.array(z.string())]),
      max_piece_seconds: z.number().positive(),
      quality: z.enum(['full', 'low']),
      word_times: z.boolean(),
      confidence: z.boolean(),
      detects_language: z.boolean(),
      /** Older servers listen for no words, and refuse to be given some. */
      hot_words: z.boolean().default(false),
      /** Pieces that it takes with a gain: those in work at once, and one that is on its way. */
      streams: z.number().int().min(1).max(1000).default(2),
    })
    .nullable()
    .default(null),
  error: z.string().nullable().default(null),
});
export type ServerHealth = z.infer<typeof serverHealthSchema>;

/** Marks a piece that a worker sends; a door refuses it, because the work would come back to where it is from. */
export const pieceHeader = 'x-efir-piece';

/** Longest that `GET /status/{job_id}?wait=` waits for the end of a job, in seconds. */
export const longestWait = 30;
