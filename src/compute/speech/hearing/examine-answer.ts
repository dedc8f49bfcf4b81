import { sampleRate } from '../../../ports/media-tool.ts';
import type { RecognisedPiece } from '../../../ports/speech-engine.ts';
import { isLoop } from './find-loop.ts';
import { isKnownPhrase } from './known-phrases.ts';
import { measureSpeech } from './measure-speech.ts';
import { countLetters, isForeignScript } from './scripts.ts';

/**
 * What an engine's answer is worth: `sound`; a `loop` of repeated tokens; `crowded` with more letters than anybody can
 * say in the time; in a script that the language is not written in; or a `phrase` that was learned from subtitles, on
 * next to nothing.
 */
export type Verdict = 'sound' | 'loop' | 'crowded' | 'foreign-script' | 'phrase';

export interface ExaminedPiece {
  readonly samples: Float32Array;
  /** As the engine was told. */
  readonly language?: string | undefined;
}

/** Examines the answer to a piece. Whatever may have been said is `sound`: a doubt is for the speaker. */
export function examineAnswer(answer: RecognisedPiece, { samples, language }: ExaminedPiece): Verdict {
  const text = answer.text.trim();
  if (text === '') return 'sound';
  const seconds = samples.length / sampleRate;
  if (isLoop(text)) return 'loop';
  if (isCrowded(text, seconds)) return 'crowded';
  if (language !== undefined && isForeignScript(text, language)) return 'foreign-script';
  const doubted = (answer.noSpeech ?? 0) >= doubt || isWeak(samples);
  if (doubted && isKnownPhrase(text) && isOddLength(text, seconds)) return 'phrase';
  return 'sound';
}

/** Letters a second: 400 words a minute, as fast as anybody is understood, are 31. */
const mostLetters = 35;
/** The same of writings with a sign for each syllable: the fastest speakers say ten. */
const mostSyllables = 14;
/** Letters that a piece may have beyond that: a short one is cut close. */
const grace = 20;

function isCrowded(text: string, seconds: number): boolean {
  const { letters, syllables } = countLetters(text);
  return letters / mostLetters + syllables / mostSyllables > seconds + grace / mostLetters;
}

/** Letters a second between which somebody may just be saying it. */
const [slowest, fastest] = [4, 25];

function isOddLength(text: string, seconds: number): boolean {
  const { letters, syllables } = countLetters(text);
  const rate = (letters + syllables * 2.5) / seconds;
  return rate < slowest || rate > fastest;
}

/** How sure an engine is that nobody speaks before it counts: Whisper's own number. */
const doubt = 0.6;
/** dB of full scale that the louder parts of speech reach, however far the microphone. */
const leastLevel = -50;
/** dB by which speech swells and falls; a hiss of any loudness stays within 2. */
const leastSwing = 6;

function isWeak(samples: Float32Array): boolean {
  const { level, swing } = measureSpeech(samples);
  return level < leastLevel || swing < leastSwing;
}
