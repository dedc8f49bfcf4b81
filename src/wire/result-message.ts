import { z } from 'zod';
import { readFlatFields } from './flat-fields.ts';

/** A stretch of speech as other programs tell it. Seconds from the start of the recording. */
const resultSegmentSchema = z.looseObject({
  start: z.coerce.number().nonnegative(),
  end: z.coerce.number().nonnegative(),
  text: z.string(),
  speaker: z.string().nullish(),
});

/**
 * The answer to a task: what other programs' workers write on `transcribe:results`, and what their producers read
 * there. The first five fields are theirs, by the same names; the others are optional.
 */
const resultSchema = z.looseObject({
  task_id: z.string().min(1).max(200),
  status: z.enum(['success', 'error']),
  text: z.string().optional(),
  segments: z.array(resultSegmentSchema).optional(),
  /** What went wrong, for people. */
  error: z.string().optional(),
  /** Whether the same work may succeed a little later. */
  transient: z.boolean().optional(),
  /** A code ("ru") or a name ("Russian"). */
  language: z.string().max(64).optional(),
  /** Seconds. */
  duration: z.number().nonnegative().optional(),
  engine: z.string().max(100).optional(),
  model: z.string().max(100).optional(),
  /** In place of text and segments: a JSON file with them, strictly below the shared root. */
  result_path: z.string().max(4096).optional(),
  /** `efir` on what coordinators wrote for producers: not an answer to them. */
  from: z.string().optional(),
});

export const resultMessageSchema = z.preprocess(
  (given) => readFlatFields(given, { segments: 'json', transient: 'flag', duration: 'number' }),
  resultSchema,
);

/** What a file has to hold that `result_path` names. */
export const resultFileSchema = resultSchema.pick({
  text: true,
  segments: true,
  language: true,
  duration: true,
  engine: true,
  model: true,
});

export type ResultMessage = z.infer<typeof resultSchema>;
