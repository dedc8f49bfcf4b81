import { sampleRate } from '../../../ports/media-tool.ts';
import type { SpeechEngine } from '../../../ports/speech-engine.ts';
import { hearPiece } from '../hearing/hear-piece.ts';
import type { HeardPiece } from '../hearing/heard-piece.ts';
import { longestBreath } from '../joining/follow-speaker.ts';
import type { Piece, Silence } from './pack.ts';

export type Recognised = HeardPiece | StoredPiece | HeardBefore | Silence;

/** Was recognised by an earlier run, and its segments are stored. */
export interface StoredPiece {
  readonly kind: 'stored';
  readonly index: number;
  readonly end: number;
}

/** The last stored piece of its channel, heard again: the next one goes on in the middle of its sentence. */
export interface HeardBefore {
  readonly kind: 'heard-before';
  readonly piece: HeardPiece;
}

export interface RecogniseStageOptions {
  /** Pieces with a smaller index are passed by. */
  readonly resumeFrom: number;
  readonly language?: string | undefined;
  /** Words that are likely to be said. */
  readonly hotWords?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A piece, with the engine that was found for it. */
interface PieceForEngine extends Piece {
  readonly engine: Pick<SpeechEngine, 'recognise' | 'description'>;
}

/**
 * Has the pieces recognised and gives the answers in their order. As many are with the engine as it works on at once,
 * and one is on its way to it: the engine never waits, and memory stays at so many pieces. Rejects with what the engine
 * rejects with.
 */
export async function* recognise(
  packed: AsyncIterable<PieceForEngine | Silence>,
  options: RecogniseStageOptions,
): AsyncGenerator<Recognised, void, void> {
  let asked: Asked[] = [];
  for await (const item of withHeardBefore(packed, options)) {
    options.signal?.throwIfAborted();
    asked = enqueue(asked, item, options);
    while (asked[0]?.settled || countPieces(asked) > countStreams(item)) yield await answerFirst(asked);
  }
  while (asked.length > 0) yield await answerFirst(asked);
}

type Item = PieceForEngine | Silence | (Omit<PieceForEngine, 'kind'> & { readonly kind: 'heard-before' });

/** Puts the last stored piece of a channel, to be heard again, before the first new one that goes on in its sentence. */
async function* withHeardBefore(
  packed: AsyncIterable<PieceForEngine | Silence>,
  { resumeFrom }: RecogniseStageOptions,
): AsyncGenerator<Item, void, void> {
  const stored = new Map<number | undefined, PieceForEngine>();
  for await (const item of packed) {
    if (item.kind === 'piece' && item.index < resumeFrom) stored.set(item.channel, item);
    else if (item.kind === 'piece') {
      const before = stored.get(item.channel);
      stored.delete(item.channel);
      if (before && reachesOver(before)) yield { ...before, kind: 'heard-before' };
    }
    yield item;
  }
}

function reachesOver({ overlapAfter, pauseAfter }: Piece): boolean {
  return overlapAfter > 0 || (pauseAfter !== undefined && pauseAfter < longestBreath * sampleRate);
}

/** A piece with the engine, or a silence that waits for its turn behind one. */
interface Asked {
  readonly kind: Item['kind'];
  readonly answer: Promise<Recognised>;
  settled: boolean;
}

function enqueue(asked: Asked[], item: Item, options: RecogniseStageOptions): Asked[] {
  // Of a long silence behind a piece only the end matters.
  const queue = item.kind === 'silence' && asked.at(-1)?.kind === 'silence' ? asked.slice(0, -1) : asked;
  // What has been heard is let go of at once: answers wait here, not samples.
  const entry: Asked = {
    kind: item.kind,
    answer: answer(item, options),
    settled: item.kind === 'silence',
  };
  const settle = () => {
    entry.settled = true;
  };
  // Also keeps an answer that fails, while an earlier one is awaited, until its turn comes.
  entry.answer.then(settle, settle);
  return [...queue, entry];
}

async function answerFirst(asked: Asked[]): Promise<Recognised> {
  const first = asked.shift() as Asked;
  return await first.answer;
}

function countPieces(asked: readonly Asked[]): number {
  return asked.filter((entry) => entry.kind !== 'silence').length;
}

/** Behind a silence only answers that are there already are given. */
function countStreams(item: Item): number {
  return item.kind === 'silence' ? Number.POSITIVE_INFINITY : Math.max(1, item.engine.description.streams);
}

async function answer(item: Item, options: RecogniseStageOptions): Promise<Recognised> {
  if (item.kind === 'silence') return item;
  if (item.kind === 'heard-before') return { kind: 'heard-before', piece: await hear(item, options) };
  const { index, start, samples } = item;
  if (index < options.resumeFrom) return { kind: 'stored', index, end: start + samples.length };
  return hear(item, options);
}

async function hear(
  { engine, samples, kind: _, ...place }: Omit<PieceForEngine, 'kind'> & { readonly kind: Item['kind'] },
  { hotWords, language, signal }: RecogniseStageOptions,
): Promise<HeardPiece> {
  const ask = (part: Float32Array, again: boolean) =>
    engine.recognise(
      { samples: part },
      {
        ...(language && { language }),
        ...(hotWords?.length && { hotWords }),
        ...(again && { again }),
        ...(signal && { signal }),
      },
    );
  const parts = await hearPiece(ask, { samples, language });
  const end = place.start + samples.length;
  return { ...place, kind: 'heard', end, timed: engine.description.capabilities.wordTimes, parts };
}
