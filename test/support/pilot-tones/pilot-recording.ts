import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeWavHeader, toSixteenBits } from '../audio.ts';
import { addTones } from './pilot-audio.ts';
import { speakCarriers } from './pilot-carrier.ts';
import { type AlphabetName, alphabets, encodeWord, timings } from './pilot-code.ts';

const sampleRate = 16_000;

export interface PilotRecordingOptions {
  /** Seconds, about: the last phrase is whole. */
  readonly seconds: number;
  readonly alphabet?: AlphabetName;
  readonly timing?: keyof typeof timings;
  /** Seconds of silence between phrases, from and to; [0, 0]: speech that never pauses. */
  readonly pauses?: readonly [number, number];
  /** Without words: only the voices that would carry them. */
  readonly wordless?: boolean;
  readonly seed?: number;
}

/** What was said, and when: seconds from the start. */
export interface TrueWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Writes a WAV file (16 kHz, mono, 16 bits) of real speech with words in pilot tones above it, made and written phrase
 * by phrase: an hour takes as much memory as a minute. The same options give the same bytes. Answers with the truth.
 */
export async function writePilotRecording(
  path: string,
  options: PilotRecordingOptions,
): Promise<{ words: TrueWord[]; seconds: number }> {
  spoken ??= speakCarriers();
  const carriers = options.pauses?.[1] === 0 ? [concatenate(await spoken)] : await spoken;
  const phrases = plan(carriers, options);
  const samples = phrases.reduce((sum, phrase) => sum + phrase.carrier.length + phrase.pause, 0);
  const header = makeWavHeader({ dataBytes: samples * 2, sampleRate, channels: 1 });
  const bytes = function* () {
    yield header;
    for (const phrase of phrases) yield render(phrase, timings[options.timing ?? 'fast'].tone);
  };
  await pipeline(Readable.from(bytes(), { objectMode: false }), createWriteStream(path));
  return { words: phrases.flatMap((phrase) => phrase.words), seconds: samples / sampleRate };
}

let spoken: Promise<Float32Array[]> | undefined;

/** All phrases as one, so that words go on over their borders. */
function concatenate(carriers: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(carriers.reduce((length, carrier) => length + carrier.length, 0));
  let offset = 0;
  for (const carrier of carriers) {
    whole.set(carrier, offset);
    offset += carrier.length;
  }
  return whole;
}

interface Phrase {
  readonly carrier: Float32Array;
  /** Samples of silence behind it. */
  readonly pause: number;
  readonly words: readonly TrueWord[];
  /** Tokens and their first samples within the phrase. */
  readonly tones: readonly { readonly token: number; readonly first: number }[];
}

/** Seconds from the beginning of a phrase to the first word, and from the last to its end: no detector is that late. */
const head = 0.35;
const tail = 0.15;

function plan(carriers: readonly Float32Array[], options: PilotRecordingOptions): Phrase[] {
  const { seconds, pauses = [0.15, 1.6], seed = 1, wordless = false } = options;
  const random = createRandom(seed);
  const speaker = createSpeaker(options, random);
  const phrases: Phrase[] = [];
  let start = 0;
  while (start < seconds * sampleRate) {
    const carrier = carriers[phrases.length % carriers.length] as Float32Array;
    const pause = Math.round((pauses[0] + (pauses[1] - pauses[0]) * random()) * sampleRate);
    const margins = pause === 0 && phrases.length > 0 ? { head: 0.1, tail: 0.1 } : { head, tail };
    const said = wordless ? { words: [], tones: [] } : speaker(carrier.length, start / sampleRate, margins);
    phrases.push({ carrier, pause, ...said });
    start += carrier.length + pause;
  }
  return phrases;
}

/** Fills a phrase with words of random letters, now and then one that ends a sentence. */
function createSpeaker({ alphabet = 'en', timing = 'fast' }: PilotRecordingOptions, random: () => number) {
  const letters = alphabets[alphabet].filter((token) => token.startsWith('▁')).map((token) => token.slice(1));
  const { tone, gap } = timings[timing];
  const pick = () => letters[Math.floor(random() * letters.length)] ?? 'a';
  return (samples: number, offset: number, margins: { head: number; tail: number }) => {
    const words: TrueWord[] = [];
    const tones: { token: number; first: number }[] = [];
    for (let now = margins.head; ; now += 0.12 + 0.15 * random()) {
      const text =
        Array.from({ length: 2 + Math.floor(random() * 6) }, pick).join('') + (random() < 0.15 ? '.' : '');
      const tokens = encodeWord(text, alphabet);
      const start = now;
      const end = now + tokens.length * (tone + gap) - gap;
      if (end > samples / sampleRate - margins.tail) return { words, tones };
      for (const token of tokens) {
        tones.push({ token, first: Math.round(now * sampleRate) });
        now += tone + gap;
      }
      now -= gap;
      words.push({ text, start: offset + start, end: offset + end });
    }
  };
}

function render({ carrier, pause, tones }: Phrase, tone: number): Buffer {
  const samples = new Float32Array(carrier.length + pause);
  samples.set(carrier);
  for (const { token, first } of tones) addTones(samples, token, first, tone);
  return Buffer.from(toSixteenBits(samples).buffer);
}

/** The same numbers each time: a linear congruential generator is enough for letters. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
