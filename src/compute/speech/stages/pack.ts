import { sampleRate } from '../../../ports/media-tool.ts';
import type { Stretch } from './find-speech.ts';
import { createHold, type Hold } from './hold-speech.ts';

export type Packed = Piece | Silence;

/** What an engine gets at once: speech with the short pauses in it. */
export interface Piece {
  readonly kind: 'piece';
  readonly index: number;
  /** Position of the first sample in the recording. */
  readonly start: number;
  readonly samples: Float32Array;
  /** Samples at its start that the piece before (of its channel) has as well: 0 behind a pause. */
  readonly overlap: number;
  /** Samples at its end that the next piece (of its channel) has as well: 0 before a pause. */
  readonly overlapAfter: number;
  /** Samples until the next piece (of its channel) begins, 0 where they overlap; absent where silence follows, or nothing. */
  readonly pauseAfter?: number;
  /** Of the recording's channels, from 0; absent where they are heard as one. */
  readonly channel?: number;
  /** Further channels that hold the very same, and are not heard. */
  readonly same?: readonly number[];
}

/** Nothing to recognise up to here: a sample position. */
export interface Silence {
  readonly kind: 'silence';
  readonly until: number;
}

/**
 * Longest piece in seconds. Every engine of the catalogue takes as much (GigaAM 25, Whisper under 30), so a task that
 * is resumed by another engine meets the same pieces.
 */
const longestPiece = 25;
/** From here on a piece ends at its longest pause; before it, only where there is no later one. */
const goodLength = 20;
/** The recording's first piece ends at its first pause from here on, so that the first text comes soon. */
const firstLength = 8;
/** Seconds of silence that end a piece at once: no engine gains from hearing it. */
const closingSilence = 3;
/**
 * Seconds that both sides of a forced cut hear: the seam is in the middle, and on each side of it there is room for the
 * rest of a long word (0.7 s), so that whichever piece keeps it has heard it whole.
 */
const overlapSeconds = 1.5;

/**
 * Packs speech into pieces of at most min(`maxPieceSeconds`, 25) s. Cuts at the longest pause behind 20 s, else at the
 * longest of the second half, else at the last one; where speech never pauses, around the quietest moment, with an overlap.
 * The same audio gives the same pieces with the same indexes.
 */
export async function* pack(
  stretches: AsyncIterable<Stretch>,
  options: { readonly maxPieceSeconds: number; readonly firstIndex?: number },
): AsyncGenerator<Packed, void, void> {
  const limits = setLimits(options.maxPieceSeconds);
  const hold = createHold(limits.most + (closingSilence + 2) * sampleRate);
  let index = options.firstIndex ?? 0;
  let overlap = 0;
  const take = (cut: Cut): Piece => {
    const [start, samples] = [hold.start, hold.copy(cut.end)];
    const piece = {
      kind: 'piece',
      index: index++,
      start,
      samples,
      overlap,
      overlapAfter: Math.max(0, cut.end - cut.next),
      ...(cut.last ? {} : { pauseAfter: Math.max(0, cut.next - cut.end) }),
    } as const;
    hold.drop(cut.next);
    overlap = piece.overlapAfter;
    return piece;
  };

  for await (const stretch of split(stretches)) {
    if (!stretch.speech && hold.spoken === 0) {
      yield { kind: 'silence', until: endOf(stretch) };
      continue;
    }
    hold.add(stretch);
    while (hold.spoken > limits.most) yield take(findCut(hold, limits, overlap));
    const early = index === 0 ? findFirstPause(hold, limits) : undefined;
    if (early) yield take(early);
    if (hold.length - hold.spoken < limits.closing) continue;
    yield take({ end: hold.spoken, next: hold.length, last: true });
    yield { kind: 'silence', until: endOf(stretch) };
  }
  if (hold.spoken > 0) yield take({ end: hold.spoken, next: hold.spoken, last: true });
}

/** Sample counts. */
interface Limits {
  readonly most: number;
  readonly good: number;
  readonly first: number;
  readonly overlap: number;
  readonly closing: number;
}

function setLimits(maxPieceSeconds: number): Limits {
  const most = Math.floor(Math.max(1, Math.min(maxPieceSeconds, longestPiece)) * sampleRate);
  return {
    most,
    good: Math.round((most * goodLength) / longestPiece),
    first: Math.min(firstLength * sampleRate, most),
    overlap: Math.min(overlapSeconds * sampleRate, Math.floor(most / 5)),
    closing: closingSilence * sampleRate,
  };
}

/** Where a piece ends and where the next one begins, in samples from the start of what is held. */
interface Cut {
  readonly end: number;
  readonly next: number;
  /** No piece follows before a silence. */
  readonly last?: true;
}

/** For more speech than one piece may have. A piece has more than what the one before heard as well. */
function findCut(hold: Hold, limits: Limits, overlap: number): Cut {
  const pauses = hold.pauses.filter((pause) => pause.from > overlap && pause.from <= limits.most);
  const longestFrom = (least: number) =>
    pauses
      .filter((pause) => pause.from >= least)
      .toSorted((a, b) => b.to - b.from - (a.to - a.from) || b.from - a.from)[0];
  const pause = longestFrom(limits.good) ?? longestFrom(limits.most / 2) ?? pauses.at(-1);
  if (pause) return { end: pause.from, next: pause.to };
  const half = Math.floor(limits.overlap / 2);
  const seam = hold.findQuietest(limits.good - half, limits.most - half);
  return { end: seam + half, next: seam - half };
}

/** A pause that is over: one that goes on may turn out to be longer than a piece should hear. */
function findFirstPause(hold: Hold, limits: Limits): Cut | undefined {
  const pause = hold.pauses.find(({ from, to }) => from >= limits.first && to <= hold.spoken);
  return pause && { end: pause.from, next: pause.to };
}

/** Stretches of a second at most, whoever made them: what is held has a place of fixed size. */
async function* split(stretches: AsyncIterable<Stretch>): AsyncGenerator<Stretch, void, void> {
  for await (const { start, samples, speech } of stretches) {
    for (let from = 0; from < samples.length; from += sampleRate)
      yield { start: start + from, samples: samples.subarray(from, from + sampleRate), speech };
  }
}

function endOf(stretch: Stretch): number {
  return stretch.start + stretch.samples.length;
}
