import { z } from 'zod';
import type { RecognisedPiece, RecognisedWord } from '../../ports/speech-engine.ts';
import { findLanguageCode } from './find-language-code.ts';

/*
 * `verbose_json` of the OpenAI audio API, as OpenAI, faster-whisper's servers, vLLM and whisper.cpp write it, each in its
 * own way: words beside the segments or inside them, whole words or tokens, with a probability or without.
 */

const word = z.looseObject({
  word: z.string(),
  start: z.number().optional(),
  end: z.number().optional(),
  probability: z.number().nullish(),
});

const segment = z.looseObject({
  text: z.string(),
  start: z.number().optional(),
  end: z.number().optional(),
  avg_logprob: z.number().nullish(),
  no_speech_prob: z.number().nullish(),
  words: z.array(word).nullish(),
});

/** Also `json`, of which only the text is used. */
const verboseSchema = z.looseObject({
  text: z.string(),
  language: z.string().nullish(),
  words: z.array(word).nullish(),
  segments: z.array(segment).nullish(),
});
export type Verbose = z.infer<typeof verboseSchema>;

/** Nothing where the text is no such answer. */
export function readVerboseText(text: string): Verbose | undefined {
  try {
    return verboseSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

type Token = z.infer<typeof word>;

export interface ReadOptions {
  /** Of the piece: no time lies beyond. */
  readonly seconds: number;
  /** Whether `words` are parts of words, of which each word's first begins with a space. */
  readonly tokens?: boolean;
}

/** Makes a piece of an answer. Words without times share those of their segment, by their letters. */
export function readVerbose(answer: Verbose, { seconds, tokens = false }: ReadOptions): RecognisedPiece {
  const words = keepInBounds(tokens ? joinTokens(listTokens(answer)) : listWords(answer, seconds), seconds);
  const language = findLanguageCode(answer.language ?? '');
  const noSpeech = findNoSpeech(answer);
  return {
    text: words.map(({ text }) => text).join(' '),
    words,
    ...(language === undefined ? {} : { language }),
    ...(noSpeech === undefined ? {} : { noSpeech }),
  };
}

/** Where an answer has words, and with what. */
export function findWords(answer: Verbose): readonly Token[] | undefined {
  if (answer.words) return answer.words;
  const inside = (answer.segments ?? []).flatMap((one) => one.words ?? []);
  return inside.length > 0 ? inside : undefined;
}

function listTokens(answer: Verbose): readonly Token[] {
  return (answer.segments ?? []).flatMap((one) => one.words ?? []);
}

function listWords(answer: Verbose, seconds: number): RecognisedWord[] {
  const words = findWords(answer) ?? [];
  if (words.length > 0) return words.flatMap((one) => toWord([one]));
  const segments = answer.segments ?? [];
  if (segments.length === 0) return spreadWords(answer.text, 0, seconds);
  return segments.flatMap(({ text, start = 0, end = seconds }) => spreadWords(text, start, end));
}

function joinTokens(tokens: readonly Token[]): RecognisedWord[] {
  const groups: Token[][] = [];
  for (const token of tokens) {
    const open = groups.at(-1);
    if (open === undefined || /^\s/.test(token.word)) groups.push([token]);
    else open.push(token);
  }
  return groups.flatMap(toWord);
}

/** Nothing where nothing is said. */
function toWord(tokens: readonly Token[]): RecognisedWord[] {
  const text = tokens
    .map((token) => token.word)
    .join('')
    .trim()
    .replace(/\s+/g, ' ');
  if (text === '') return [];
  const start = tokens[0]?.start ?? 0;
  const end = Math.max(start, tokens.at(-1)?.end ?? start);
  const logs = tokens.flatMap(({ probability }) => (probability == null ? [] : [toLog(probability)]));
  if (logs.length === 0) return [{ text, start, end }];
  const confidence = Math.min(1, Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length));
  return [{ text, start, end, confidence }];
}

function toLog(probability: number): number {
  return Math.log(Math.max(1e-6, probability));
}

function spreadWords(text: string, start: number, end: number): RecognisedWord[] {
  const words = text.split(/\s+/).filter((one) => one !== '');
  const letters = words.reduce((sum, one) => sum + one.length, 0);
  const perLetter = Math.max(0, end - start) / letters;
  let passed = 0;
  return words.map((one) => {
    const from = start + passed * perLetter;
    passed += one.length;
    return { text: one, start: from, end: start + passed * perLetter };
  });
}

/** Servers write a time of -0.01 for none, and times behind the end; a word never begins before the one before it. */
function keepInBounds(words: readonly RecognisedWord[], seconds: number): RecognisedWord[] {
  let last = 0;
  return words.map((one) => {
    const start = round(Math.min(seconds, Math.max(last, one.start)));
    last = start;
    return { ...one, start, end: round(Math.min(seconds, Math.max(start, one.end))) };
  });
}

/** Whole milliseconds, downwards: never beyond the piece. */
function round(seconds: number): number {
  return Math.floor(seconds * 1000 + 1e-6) / 1000;
}

/** How sure Whisper is that nobody speaks: of all segments the least. */
function findNoSpeech({ segments }: Verbose): number | undefined {
  const told = (segments ?? []).flatMap(({ no_speech_prob: chance }) => (chance == null ? [] : [chance]));
  if (told.length === 0) return undefined;
  return Math.min(1, Math.max(0, Math.min(...told)));
}
