import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type GgmlModel, wordToken, writeGgmlModel } from './ggml-model.ts';
import { smallest, vocabulary } from './whisper-dimensions.ts';

/** What the model below says of every sound, word by word. */
export const said = ['alpha', 'bravo', 'charlie', 'да'] as const;

/** Parts of words, as in a real vocabulary; the last word comes letter by letter. */
const words = [' alpha', ' bra', 'vo', ' char', 'lie', ' д', 'а'];

/** Seconds from the start of a sound in which it says so. */
const seconds = 2;

/**
 * Writes a folder with a model for whisper.cpp that takes every sound for English and always says the same, within two
 * seconds. A prompt moves it along, so that it says something else.
 */
export function writeSpeakingModel(folder: string, change: Partial<GgmlModel> = {}): void {
  mkdirSync(folder, { recursive: true });
  const { english, end, firstTimestamp, transcribe } = vocabulary;
  writeGgmlModel(join(folder, 'ggml-speaking.bin'), {
    dimensions: smallest,
    words,
    // What follows the start (the language), the language (the task) and the task (a time).
    script: [
      english,
      transcribe,
      firstTimestamp,
      ...words.map((_, index) => wordToken(index)),
      firstTimestamp + seconds * 50,
      end,
    ],
    ...change,
  });
}
