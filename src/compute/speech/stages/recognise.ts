import type { RecognisedPiece, SpeechEngine } from '../../../ports/speech-engine.ts';
import type { Packed, Silence } from './pack.ts';

export type Recognised = HeardPiece | StoredPiece | Silence;

export interface HeardPiece {
  readonly kind: 'heard';
  readonly index: number;
  /** Sample positions in the recording. */
  readonly start: number;
  readonly end: number;
  readonly result: RecognisedPiece;
}

/** Was recognised by an earlier run, and its segments are stored. */
export interface StoredPiece {
  readonly kind: 'stored';
  readonly index: number;
  readonly end: number;
}

export interface RecogniseStageOptions {
  /** Pieces with a smaller index are passed by. */
  readonly resumeFrom: number;
  readonly language?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One with the engine, one on its way to it: the engine never waits, and memory stays at two pieces. */
const inFlight = 2;

/** Has the pieces recognised and gives the answers in their order. Rejects with what the engine rejects with. */
export async function* recognise(
  packed: AsyncIterable<Packed>,
  engine: Pick<SpeechEngine, 'recognise'>,
  options: RecogniseStageOptions,
): AsyncGenerator<Recognised, void, void> {
  let asked: Asked[] = [];
  for await (const item of packed) {
    options.signal?.throwIfAborted();
    asked = enqueue(asked, item, engine, options);
    while (asked[0]?.settled || countPieces(asked) >= inFlight) yield await answerFirst(asked);
  }
  while (asked.length > 0) yield await answerFirst(asked);
}

/** A piece with the engine, or a silence that waits for its turn behind one. */
interface Asked {
  readonly item: Packed;
  readonly answer: Promise<Recognised>;
  settled: boolean;
}

function enqueue(
  asked: Asked[],
  item: Packed,
  engine: Pick<SpeechEngine, 'recognise'>,
  options: RecogniseStageOptions,
): Asked[] {
  // Of a long silence behind a piece only the end matters.
  const queue = item.kind === 'silence' && asked.at(-1)?.item.kind === 'silence' ? asked.slice(0, -1) : asked;
  const answer = ask(item, engine, options);
  const entry: Asked = { item, answer, settled: item.kind === 'silence' };
  const settle = () => {
    entry.settled = true;
  };
  // Also keeps an answer that fails, while an earlier one is awaited, until its turn comes.
  answer.then(settle, settle);
  return [...queue, entry];
}

async function answerFirst(asked: Asked[]): Promise<Recognised> {
  const first = asked.shift() as Asked;
  return await first.answer;
}

function countPieces(asked: readonly Asked[]): number {
  return asked.filter((entry) => entry.item.kind === 'piece').length;
}

async function ask(
  item: Packed,
  engine: Pick<SpeechEngine, 'recognise'>,
  options: RecogniseStageOptions,
): Promise<Recognised> {
  if (item.kind === 'silence') return item;
  const { index, start, samples } = item;
  const end = start + samples.length;
  if (index < options.resumeFrom) return { kind: 'stored', index, end };
  const result = await engine.recognise(
    { samples },
    {
      ...(options.language && { language: options.language }),
      ...(options.signal && { signal: options.signal }),
    },
  );
  return { kind: 'heard', index, start, end, result };
}
