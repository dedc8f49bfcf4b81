import { sampleRate } from '../../../ports/media-tool.ts';
import type { RecognisedPiece } from '../../../ports/speech-engine.ts';
import { examineAnswer, type Verdict } from './examine-answer.ts';
import { findQuietMoment } from './measure-speech.ts';
import { findScript } from './scripts.ts';

/** A stretch of a piece with what was heard in it. */
export interface HeardPart {
  /** Samples from the start of the piece. */
  readonly from: number;
  readonly to: number;
  /** Times count from the start of the part. Absent: speech of which nothing could be made. */
  readonly result?: RecognisedPiece;
}

export interface PieceToHear {
  readonly samples: Float32Array;
  readonly language?: string | undefined;
}

/** Asks the engine; `again` wants other settings. */
export type AskEngine = (samples: Float32Array, again: boolean) => Promise<RecognisedPiece>;

/** Seconds of the shortest piece that is halved. */
const shortestToHalve = 4;

/**
 * Has a piece recognised, and does not believe every answer: what is no speech is heard again with other settings,
 * then in two halves, cut where it is quietest, and then given up; an engine that does so by itself is not asked again. Phrases that engines invent on next to nothing are
 * dropped. At most four questions; the parts follow each other and are the whole piece.
 */
export async function hearPiece(ask: AskEngine, { samples, language }: PieceToHear): Promise<HeardPart[]> {
  const whole = { from: 0, to: samples.length };
  const examine = (answer: RecognisedPiece, heard: Float32Array): Verdict =>
    examineAnswer(answer, { samples: heard, language });

  const first = await ask(samples, false);
  if (first.unintelligible) return [whole];
  const verdict = examine(first, samples);
  if (verdict === 'sound') return [{ ...whole, result: first }];
  if (verdict === 'phrase') return [{ ...whole, result: nothing }];

  const second = await ask(samples, true);
  const secondVerdict = examine(second, samples);
  if (secondVerdict === 'sound') return [{ ...whole, result: second }];
  if (secondVerdict === 'phrase') return [{ ...whole, result: nothing }];
  if (isOtherLanguage([verdict, first], [secondVerdict, second])) return [{ ...whole, result: first }];
  if (samples.length < shortestToHalve * sampleRate) return [whole];

  const middle = findQuietMoment(
    samples,
    Math.floor(samples.length / 4),
    Math.ceil((samples.length * 3) / 4),
  );
  const halves = [
    { from: 0, to: middle },
    { from: middle, to: samples.length },
  ];
  const parts: HeardPart[] = [];
  for (const half of halves) {
    const heard = samples.slice(half.from, half.to);
    const answer = await ask(heard, false);
    const found = examine(answer, heard);
    if (found === 'sound') parts.push({ ...half, result: answer });
    else parts.push(found === 'phrase' ? { ...half, result: nothing } : half);
  }
  return parts;
}

const nothing: RecognisedPiece = { text: '', words: [] };

type Judged = readonly [verdict: Verdict, answer: RecognisedPiece];

/** Invented text is in this script once and in that another time: the same twice is somebody speaking another language. */
function isOtherLanguage([verdict, first]: Judged, [secondVerdict, second]: Judged): boolean {
  if (verdict !== 'foreign-script' || secondVerdict !== 'foreign-script') return false;
  return findScript(first.text) === findScript(second.text);
}
