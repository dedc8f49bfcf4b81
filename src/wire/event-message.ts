import { z } from 'zod';

/** Times are seconds from the start of the recording. */
export const wordSchema = z.object({
  text: z.string(),
  start: z.number().nonnegative(),
  end: z.number().nonnegative(),
  /** 0 to 1, where the engine gives one. */
  confidence: z.number().min(0).max(1).optional(),
});

export const segmentSchema = z.object({
  index: z.number().int().nonnegative(),
  start: z.number().nonnegative(),
  end: z.number().nonnegative(),
  text: z.string(),
  speaker: z.string().optional(),
  words: z.array(wordSchema),
});

/** A remark on the whole transcript, worded by the catalogue (`note-<code>`). */
export const noteSchema = z.object({
  code: z.enum([
    'low-quality-engine',
    'engine-fallback',
    'diarization-unavailable',
    'no-speech',
    'language-assumed',
    'shorter-than-announced',
    'end-missing',
  ]),
  args: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
});

/** What ffprobe said of the audio that is transcribed. */
export const mediaFactsSchema = z.object({
  format: z.string(),
  codec: z.string(),
  /** Seconds; 0 where the file does not say. */
  duration: z.number().nonnegative(),
  /** True where the length is guessed from the size of the file: good for progress, not for judging. */
  duration_estimated: z.boolean().optional(),
  /** True where the file breaks off in the middle of a frame, whatever length it announces. */
  cut: z.boolean().optional(),
  sample_rate: z.number(),
  channels: z.number(),
});

const errorRecordSchema = z.object({
  code: z.string(),
  args: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  /** Whether the same work may succeed a little later. */
  transient: z.boolean().default(false),
});

const events = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), worker_id: z.string() }),
  z.object({ type: z.literal('probed'), media: mediaFactsSchema }),
  /** One finished piece with the segments found in it: a stored checkpoint. */
  z.object({
    type: z.literal('segment'),
    piece: z.number().int().nonnegative(),
    segments: z.array(segmentSchema),
    /** Seconds of the recording that are done. */
    processed: z.number().nonnegative(),
  }),
  /** Nothing new to store but life and position: renews the lease. */
  z.object({ type: z.literal('progress'), processed: z.number().nonnegative() }),
  /** Life alone, while no position is known yet (a model is loading): renews the lease. */
  z.object({ type: z.literal('alive') }),
  z.object({
    type: z.literal('succeeded'),
    /** How many pieces the recording has, the resumed ones included: with a hole the task does not complete. */
    pieces: z.number().int().nonnegative(),
    language: z.string(),
    engine: z.string(),
    model: z.string(),
    quality: z.enum(['full', 'low']),
    duration: z.number().nonnegative(),
    notes: z.array(noteSchema).default([]),
  }),
  z.object({ type: z.literal('failed'), error: errorRecordSchema }),
  /** The worker is leaving and gives the task back: it waits again at once, and nothing is counted against it. */
  z.object({ type: z.literal('stopped') }),
]);

/** What a worker reports, on `transcribe:events`. `seq` counts from 1 within a run, without holes. */
export const eventMessageSchema = z.looseObject({
  v: z.number().int().default(1),
  task_id: z.string().min(1),
  run_id: z.string().min(1),
  seq: z.number().int().positive(),
  request_id: z.string().optional(),
  trace: z.string().optional(),
  /** As the task message said. The attempt's own tenant counts: a message that names another one is set aside. */
  tenant_id: z.string().optional(),
  event: events,
});

export type EventMessage = z.infer<typeof eventMessageSchema>;
export type WorkerEvent = EventMessage['event'];
export type Word = z.infer<typeof wordSchema>;
export type Segment = z.infer<typeof segmentSchema>;
export type Note = z.infer<typeof noteSchema>;
export type MediaFacts = z.infer<typeof mediaFactsSchema>;
