import { sampleRate } from '../../../ports/media-tool.ts';
import type { Stretch } from './find-speech.ts';

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
/** Seconds of silence that end a piece at once: no engine gains from hearing it. */
const closingSilence = 3;

/**
 * Packs speech into pieces of at most min(`maxPieceSeconds`, 25) s. Cuts at the longest pause of a piece's second
 * half, else at its last pause, else, where speech never pauses, at the quietest moment. The same audio gives the
 * same pieces with the same indexes.
 */
export async function* pack(
  stretches: AsyncIterable<Stretch>,
  options: { readonly maxPieceSeconds: number },
): AsyncGenerator<Packed, void, void> {
  const most = Math.floor(Math.max(1, Math.min(options.maxPieceSeconds, longestPiece)) * sampleRate);
  let index = 0;
  let held: Stretch[] = [];
  const toPiece = (stretches: readonly Stretch[], rest: readonly Stretch[] = []): Piece => {
    const merged = merge(stretches);
    const next = rest[0]?.start;
    const end = merged.start + merged.samples.length;
    const pauseAfter = next === undefined ? {} : { pauseAfter: Math.max(0, next - end) };
    return { kind: 'piece', index: index++, ...merged, overlap: 0, overlapAfter: 0, ...pauseAfter };
  };

  for await (const stretch of stretches) {
    if (!stretch.speech && held.length === 0) {
      yield { kind: 'silence', until: endOf(stretch) };
      continue;
    }
    held.push(stretch);
    while (lengthOf(trimEnd(held)) > most) {
      const [piece, rest] = cut(held, most);
      yield toPiece(piece, rest);
      held = rest;
    }
    if (lengthOf(held) - lengthOf(trimEnd(held)) >= closingSilence * sampleRate) {
      yield toPiece(trimEnd(held));
      yield { kind: 'silence', until: endOf(stretch) };
      held = [];
    }
  }
  if (held.length > 0) yield toPiece(trimEnd(held));
}

/** Divides held stretches, more than `most` samples of them, into the next piece and what stays held. */
function cut(held: readonly Stretch[], most: number): [Stretch[], Stretch[]] {
  const pauses = findPauses(held).filter((pause) => pause.offset > 0 && pause.offset <= most);
  const late = pauses.filter((pause) => pause.offset >= most / 2);
  const pause = late.toSorted((a, b) => b.length - a.length || b.offset - a.offset)[0] ?? pauses.at(-1);
  if (pause) return [held.slice(0, pause.from), held.slice(pause.to)];
  return splitAt(held, findQuietMoment(held, most));
}

interface Pause {
  /** Samples before it. */
  readonly offset: number;
  readonly length: number;
  /** The stretches it is made of: from, and up to but without `to`. */
  readonly from: number;
  readonly to: number;
}

function findPauses(held: readonly Stretch[]): Pause[] {
  const pauses: Pause[] = [];
  let offset = 0;
  held.forEach((stretch, place) => {
    const last = pauses.at(-1);
    if (!stretch.speech && last?.to === place) {
      pauses[pauses.length - 1] = { ...last, length: last.length + stretch.samples.length, to: place + 1 };
    } else if (!stretch.speech)
      pauses.push({ offset, length: stretch.samples.length, from: place, to: place + 1 });
    offset += stretch.samples.length;
  });
  return pauses;
}

/** The middle of the quietest 100 ms in the last third before `most`, in samples from the start of what is held. */
function findQuietMoment(held: readonly Stretch[], most: number): number {
  const { samples } = merge(held);
  const span = sampleRate / 10;
  const step = span / 2;
  let best = { power: Number.POSITIVE_INFINITY, at: most };
  for (let at = Math.floor((most * 2) / 3); at + span <= most; at += step) {
    let power = 0;
    for (let i = at; i < at + span; i++) power += (samples[i] ?? 0) ** 2;
    if (power <= best.power) best = { power, at: at + step };
  }
  return best.at;
}

function splitAt(held: readonly Stretch[], offset: number): [Stretch[], Stretch[]] {
  const { start, samples } = merge(held.slice(0, held.length));
  const speech = true;
  return [
    [{ start, samples: samples.subarray(0, offset), speech }],
    [{ start: start + offset, samples: samples.slice(offset), speech }],
  ];
}

function trimEnd(held: readonly Stretch[]): readonly Stretch[] {
  return held.slice(0, held.findLastIndex((stretch) => stretch.speech) + 1);
}

/** Always a copy of its own, so that a piece may be handed to another process. */
function merge(stretches: readonly Stretch[]): { start: number; samples: Float32Array } {
  const samples = new Float32Array(lengthOf(stretches));
  let offset = 0;
  for (const stretch of stretches) {
    samples.set(stretch.samples, offset);
    offset += stretch.samples.length;
  }
  return { start: stretches[0]?.start ?? 0, samples };
}

function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((length, stretch) => length + stretch.samples.length, 0);
}

function endOf(stretch: Stretch): number {
  return stretch.start + stretch.samples.length;
}
