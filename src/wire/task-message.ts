import { z } from 'zod';
import { readFlatFields } from './flat-fields.ts';
import { pastHearingSchema } from './past-hearing.ts';

/** `write` stands for `heard` in the transcript; both may be several words. */
export const spellingSchema = z.object({
  heard: z.string().min(1).max(100),
  write: z.string().min(1).max(100),
});
export type Spelling = z.infer<typeof spellingSchema>;

/**
 * A task on its way to a worker: the message of the `transcribe:tasks` stream.
 *
 * The first six fields are the ones that other programs already write and read, by the same names; ours are
 * optional, so that a plain producer's message is complete without them. Unknown fields are let through: a newer
 * coordinator may say more than this worker understands.
 */
export const taskMessageSchema = z.looseObject({
  /** The attempt's random uuid: fence and credential for reporting. */
  task_id: z.string().min(1),
  /** The audio, strictly below the shared root. */
  file_path: z.string().min(1),
  diarize: z.boolean().default(false),
  model: z.string().optional(),
  /** A code ("ru"), a name ("Russian") or "auto". */
  language: z.string().optional(),
  engine: z.string().optional(),

  /** The version that the coordinator speaks. A worker answers in it, or in its own where that is lower. */
  v: z.number().int().default(1),
  /** The lowest version that a worker has to speak to do this right; an older one fails the attempt with that. */
  needs: z.number().int().optional(),
  kind: z.string().default('transcribe'),
  /** Pieces with a smaller index are stored already and are not computed again. */
  resume_from: z.number().int().nonnegative().default(0),
  /** How many segments those pieces gave: the index of the next one. */
  resume_segments: z.number().int().nonnegative().default(0),
  /** The second of the recording up to which their words go: where pieces overlap, later ones begin behind it. */
  resume_until: z.number().nonnegative().default(0),
  /** ISO 639-1 code of the language that most of the stored words are in, where that is known. */
  resume_language: z.string().optional(),
  /** How the stored pieces were heard: a run that goes on behind them begins with it. */
  past_hearing: pastHearingSchema.optional(),
  /** Blocks of turns with a smaller index are stored already. */
  resume_blocks: z.number().int().nonnegative().default(0),

  /** How many people speak, with `diarize`. */
  speakers: z.number().int().min(1).max(50).optional(),
  min_speakers: z.number().int().min(1).max(50).optional(),
  max_speakers: z.number().int().min(1).max(50).optional(),
  /** Each channel of the recording is one speaker. */
  by_channel: z.boolean().default(false),
  /** Words that are likely to be said. */
  hot_words: z.array(z.string()).optional(),
  /** How heard words are to be written. */
  spellings: z.array(spellingSchema).optional(),
  /** Seconds of wall time before the task is given up. */
  time_limit: z.number().positive().optional(),
  /** Seconds of silence after which the task goes to another worker. */
  lease: z.number().positive().optional(),
  /** Longest recording accepted, in seconds. */
  max_duration: z.number().positive().optional(),
  request_id: z.string().optional(),
  trace: z.string().optional(),
  tenant_id: z.string().optional(),
  recording_id: z.string().optional(),
});

/** The same from flat text fields, as other programs write them. */
export const taskMessageReader = z.preprocess(
  (given) =>
    readFlatFields(given, {
      diarize: 'flag',
      v: 'number',
      needs: 'number',
      resume_from: 'number',
      resume_segments: 'number',
      resume_until: 'number',
      past_hearing: 'json',
      resume_blocks: 'number',
      speakers: 'number',
      min_speakers: 'number',
      max_speakers: 'number',
      by_channel: 'flag',
      hot_words: 'json',
      spellings: 'json',
      time_limit: 'number',
      lease: 'number',
      max_duration: 'number',
    }),
  taskMessageSchema,
);
export type TaskMessage = z.infer<typeof taskMessageSchema>;
/** What a producer has to give: fields with a default may be left out. */
export type TaskMessageInput = z.input<typeof taskMessageSchema>;

/**
 * The task of another program's producer, as a worker of ours finds it: without our `recording_id`. Fields for the
 * producer's own use (`chat_id`, …) are let through.
 */
export const foundTaskSchema = z.preprocess(
  (given) =>
    readFlatFields(given, {
      diarize: 'flag',
      speakers: 'number',
      min_speakers: 'number',
      max_speakers: 'number',
      by_channel: 'flag',
      spellings: 'json',
    }),
  z.looseObject({
    task_id: z.string().regex(/^[\w.:-]{1,200}$/),
    /** The audio, strictly below the shared root. */
    file_path: z.string().min(1).max(4096),
    diarize: z.boolean().optional(),
    model: z.string().max(100).optional(),
    language: z.string().max(64).optional(),
    speakers: z.number().int().min(1).max(50).optional(),
    min_speakers: z.number().int().min(1).max(50).optional(),
    max_speakers: z.number().int().min(1).max(50).optional(),
    by_channel: z.boolean().optional(),
    /** A list, that as JSON text, or words with commas between. */
    hot_words: z.union([z.string().max(100_000), z.array(z.string().max(1000)).max(1000)]).optional(),
    spellings: z.array(z.unknown()).max(1000).optional(),
  }),
);
export type FoundTask = z.infer<typeof foundTaskSchema>;
