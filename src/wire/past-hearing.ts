import { z } from 'zod';
import { noteSchema, wordSchema } from './event-message.ts';

/** How much of the stored speech was heard by one engine in one language. */
export const heardPartSchema = z.object({
  /** Absent with `model`, `quality` and `hot_words` where the worker did not say. */
  engine: z.string().max(100).optional(),
  model: z.string().max(200).optional(),
  quality: z.enum(['full', 'low']).optional(),
  hot_words: z.boolean().optional(),
  language: z.string().max(35).optional(),
  clear: z.boolean(),
  seconds: z.number().nonnegative(),
});

/** A word of which the engine told the text alone has a guessed time. */
const storedWordSchema = wordSchema.extend({ guessed: z.literal(true).optional() });

/** Where one channel stands; `channel` is absent where the recording is heard as one. */
export const heardChannelSchema = z.object({
  channel: z.number().int().nonnegative().optional(),
  pieces: z.number().int().nonnegative(),
  /** What found the speech in all its pieces; absent where nobody said, or not one and the same. */
  detector: z.string().max(100).optional(),
  settled: z.string().max(35).optional(),
  rival: z.string().max(35).optional(),
  /** Second of the recording up to which words are stored, and the last of them. */
  until: z.number().nonnegative(),
  tail: z.array(storedWordSchema).max(8),
});

/**
 * What the stored pieces of a recording say of themselves, added up: kept by the coordinator while the recording is in
 * work, and told to a run that goes on behind them.
 */
export const pastHearingSchema = z.object({
  parts: z.array(heardPartSchema).max(100),
  channels: z.array(heardChannelSchema).max(64),
  notes: z.array(noteSchema).max(20),
  /** What told voices apart in the stored blocks. */
  diarizer: z.string().max(300).optional(),
});

export type StoredWord = z.infer<typeof storedWordSchema>;
export type HeardPart = z.infer<typeof heardPartSchema>;
export type HeardChannel = z.infer<typeof heardChannelSchema>;
export type PastHearing = z.infer<typeof pastHearingSchema>;
