import { z } from 'zod';

/** Times are seconds from the start of the recording. */
export const wordSchema = z.object({
  text: z.string().describe('With the marks that belong to it'),
  start: z.number().nonnegative().describe('Seconds from the start of the recording'),
  end: z.number().nonnegative().describe('Seconds from the start of the recording'),
  confidence: z.number().min(0).max(1).optional().describe('How sure the engine is, where it says'),
});

export const segmentSchema = z.object({
  index: z.number().int().nonnegative().describe('Place in the transcript, from 0'),
  start: z.number().nonnegative().describe('Seconds from the start of the recording'),
  end: z.number().nonnegative().describe('Seconds from the start of the recording'),
  text: z.string().describe('A sentence or so'),
  speaker: z.string().optional().describe('`S1`, `S2`, …: an id within the recording, not a name'),
  language: z.string().optional().describe('ISO 639-1 code, where the language of this part is known'),
  unintelligible: z
    .literal(true)
    .optional()
    .describe('Speech of which nothing could be made: the text is empty'),
  words: z.array(wordSchema).describe('Empty where the engine gives no times of words'),
});

/** Somebody speaks without a pause worth the name. Turns of several voices may overlap. */
export const turnSchema = z.object({
  start: z.number().nonnegative(),
  end: z.number().nonnegative(),
  /** Number of a voice within the block, from 0. */
  voice: z.number().int().nonnegative(),
});

/** A voice within a block, and what it sounds like: joined over blocks, voices are speakers. */
export const voiceSchema = z.object({
  voice: z.number().int().nonnegative(),
  /** Of speech. */
  seconds: z.number().nonnegative(),
  /** Little-endian 32-bit floats in base64; models of voices have 192 to 1024 of them. */
  embedding: z.string().max(20_000),
});

/** How many people speak, as far as whoever asked knows. */
export const speakerCountSchema = z.object({
  exactly: z.number().int().positive().optional(),
  least: z.number().int().positive().optional(),
  most: z.number().int().positive().optional(),
});

/** A remark on the whole transcript, worded by the catalogue (`note-<code>`). */
export const noteSchema = z.object({
  code: z.enum([
    'low-quality-engine',
    'engine-fallback',
    'diarization-unavailable',
    'speaker-count-missed',
    'hot-words-unsupported',
    'unintelligible-parts',
    'several-languages',
    'speech-detector-fallback',
    'speech-detector-changed',
    'single-channel',
    'no-speech',
    'language-assumed',
    'shorter-than-announced',
    'end-missing',
  ]),
  args: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
});

/**
 * How a piece was heard, for a run that goes on behind it and for what is said of the whole in the end. Workers of other
 * programs leave it out.
 */
export const hearingSchema = z.object({
  engine: z.string().max(100),
  model: z.string().max(200),
  quality: z.enum(['full', 'low']),
  /** Whether the engine listens for given words. */
  hot_words: z.boolean(),
  /** ISO 639-1 code, and whether it was said, heard or told from enough text; absent where nothing tells. */
  language: z.string().max(35).optional(),
  clear: z.boolean().default(false),
  /** Of sound with words in it; 0 where none was heard. */
  seconds: z.number().nonnegative(),
  /** Of the recording's channels, from 0; absent where they are heard as one. */
  channel: z.number().int().min(0).max(63).optional(),
  /** Further channels that hold the very same. */
  same: z.array(z.number().int().min(0).max(63)).max(63).optional(),
  /** What found the speech: another one cuts other pieces. */
  detector: z.string().max(100),
  /** The language that was settled on in this channel with this piece, and one that was heard once against it. */
  settled: z.string().max(35).optional(),
  rival: z.string().max(35).optional(),
  /** What is to be noted of the run, whichever run is the last one. */
  notes: z.array(noteSchema).max(10).optional(),
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
    hearing: hearingSchema.optional(),
  }),
  /**
   * One block in which voices were told apart: a stored checkpoint. Blocks follow when all pieces are done. Block 0
   * drops those that are stored: another diarizer cuts others, and its voices compare with none of theirs.
   */
  z.object({
    type: z.literal('turns'),
    block: z.number().int().nonnegative(),
    // A block is an hour at most.
    turns: z.array(turnSchema).max(20_000),
    voices: z.array(voiceSchema).max(500),
    processed: z.number().nonnegative(),
    /** What told them apart, with the models it did it with. */
    diarizer: z.string().max(300).optional(),
  }),
  /** Nothing new to store but life and position: renews the lease. */
  z.object({ type: z.literal('progress'), processed: z.number().nonnegative() }),
  /** Life alone, while no position is known yet (a model is loading): renews the lease. */
  z.object({ type: z.literal('alive') }),
  z.object({
    type: z.literal('succeeded'),
    /** How many pieces the recording has, the resumed ones included: with a hole the task does not complete. */
    pieces: z.number().int().nonnegative(),
    /** How many blocks of turns, alike; 0 where voices were not told apart. */
    blocks: z.number().int().nonnegative().default(0),
    /** What the speakers were asked to number: blocks are joined to as many. */
    speakers: speakerCountSchema.optional(),
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
export type Turn = z.infer<typeof turnSchema>;
export type Voice = z.infer<typeof voiceSchema>;
export type SpeakerCount = z.infer<typeof speakerCountSchema>;
export type Hearing = z.infer<typeof hearingSchema>;
export type Note = z.infer<typeof noteSchema>;
export type MediaFacts = z.infer<typeof mediaFactsSchema>;
