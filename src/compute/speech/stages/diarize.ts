import { EfirError } from '../../../core/errors.ts';
import type { DiarizedBlock, Diarizer, DiarizerDescription } from '../../../ports/diarizer.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import type { Note, WorkerEvent } from '../../../wire/event-message.ts';
import { encodeEmbedding } from '../speakers/voice-embedding.ts';
import { note } from './assemble.ts';

export interface DiarizeStageOptions {
  /** Blocks with a smaller index are stored already. */
  readonly resumeBlocks: number;
  /** What told voices apart in them; absent where nobody knows. Another one begins with the first block again. */
  readonly resumeDiarizer?: string | undefined;
  /** How many people speak in the whole recording, where that is known. */
  readonly speakers?: number | undefined;
  /** Longest block in seconds; 300 when absent. */
  readonly blockSeconds?: number | undefined;
  /** Hears why speakers are not to be had: the note is for those who read the transcript, this for operators. */
  readonly onUnavailable?: ((failure: EfirError) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface DiarizeOutcome {
  /** All blocks of the recording, the stored ones included. */
  readonly blocks: number;
  /** `diarization-unavailable` where it was not finished: what is stored of it then says nothing. */
  readonly notes: readonly Note[];
}

/**
 * What a crash costs is linear in it, and so is how long a block of a long recording keeps others from its core: under a
 * minute with real models. The clustering of voices is quadratic.
 */
const longestBlock = 300;

/**
 * Tells voices apart in block after block of the recording and reports each as a `turns` event (a checkpoint). Where no
 * diarizer is to be had, or it fails, the transcript comes without speakers and a note says so; what the samples reject
 * with goes through, and `cancelled`.
 */
export async function* diarize(
  samples: AsyncIterable<Float32Array>,
  openDiarizer: (signal?: AbortSignal) => Promise<Diarizer>,
  options: DiarizeStageOptions,
): AsyncGenerator<WorkerEvent, DiarizeOutcome, void> {
  const { signal } = options;
  let blocks = options.resumeBlocks;
  try {
    const diarizer = await tryDiarizer(openDiarizer(signal), signal);
    const name = nameDiarizer(diarizer.description);
    const resumeBlocks = (options.resumeDiarizer ?? name) === name ? options.resumeBlocks : 0;
    const seconds = Math.min(options.blockSeconds ?? longestBlock, diarizer.description.maxBlockSeconds);
    for await (const block of cutBlocks(samples, Math.floor(seconds * sampleRate))) {
      signal?.throwIfAborted();
      if (block.index < resumeBlocks) continue;
      const speakers = block.whole ? options.speakers : undefined;
      const diarized = await tryDiarizer(diarizeTwice(diarizer, block.samples, speakers, signal), signal);
      blocks = block.index + 1;
      yield { ...report(block, diarized), diarizer: name };
    }
    return { blocks, notes: [] };
  } catch (thrown) {
    if (!(thrown instanceof Unavailable)) throw thrown;
    options.onUnavailable?.(thrown.failure);
    const reason = thrown.failure.code === 'diarizer-missing' ? 'missing' : 'failed';
    return { blocks, notes: [note('diarization-unavailable', { reason })] };
  }
}

function nameDiarizer({ diarizer, models, maxBlockSeconds }: DiarizerDescription): string {
  return [diarizer, models ?? [], maxBlockSeconds].flat().join(' ').slice(0, 300);
}

/** Speakers are not to be had; nothing is wrong with the transcript. */
class Unavailable extends Error {
  override readonly name = 'Unavailable';
  readonly failure: EfirError;
  constructor(failure: EfirError) {
    super(failure.message, { cause: failure });
    this.failure = failure;
  }
}

async function tryDiarizer<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  try {
    return await work;
  } catch (thrown) {
    if (signal?.aborted || !(thrown instanceof EfirError) || thrown.code === 'cancelled') throw thrown;
    throw new Unavailable(thrown);
  }
}

/** A host may die of anything; one that dies twice dies of the block. */
async function diarizeTwice(
  diarizer: Diarizer,
  samples: Float32Array,
  speakers: number | undefined,
  signal: AbortSignal | undefined,
): Promise<DiarizedBlock> {
  const ask = () =>
    diarizer.diarize({ samples }, { ...(speakers && { speakers }), ...(signal && { signal }) });
  try {
    return await ask();
  } catch (thrown) {
    if (!(thrown instanceof EfirError) || thrown.code !== 'engine-host-died') throw thrown;
    return ask();
  }
}

interface Block {
  readonly index: number;
  /** Position of the first sample in the recording. */
  readonly start: number;
  readonly samples: Float32Array;
  /** Whether it is the whole recording. */
  readonly whole: boolean;
}

/** Noise may fall apart into any number of voices; those that speak least are nobody. */
const mostVoices = 200;

function report({ index, start, samples }: Block, diarized: DiarizedBlock) {
  const from = start / sampleRate;
  const voices = diarized.voices.toSorted((a, b) => b.seconds - a.seconds).slice(0, mostVoices);
  const kept = new Set(voices.map(({ voice }) => voice));
  const turns = diarized.turns.filter(({ voice }) => kept.has(voice));
  return {
    type: 'turns' as const,
    block: index,
    turns: turns.map((turn) => ({
      start: toMilliseconds(from + turn.start),
      end: toMilliseconds(from + turn.end),
      voice: turn.voice,
    })),
    voices: voices.map(({ voice, seconds, embedding }) => ({
      voice,
      seconds,
      embedding: encodeEmbedding(embedding),
    })),
    processed: (start + samples.length) / sampleRate,
  };
}

/** A block ends between these parts of the longest one, so that the last is never a scrap. */
const earliestCut = 0.75;
const latestCut = 0.85;

/**
 * Cuts the recording into blocks of at most `longest` samples, each but the last at the quietest moment of its last
 * quarter. The same samples give the same blocks, however they come in.
 */
async function* cutBlocks(
  chunks: AsyncIterable<Float32Array>,
  longest: number,
): AsyncGenerator<Block, void, void> {
  const held = new Float32Array(longest);
  let [filled, start, index] = [0, 0, 0];
  const take = (length: number, whole: boolean): Block => {
    const block = { index, start, samples: held.slice(0, length), whole };
    held.copyWithin(0, length, filled);
    filled -= length;
    start += length;
    index++;
    return block;
  };
  for await (const chunk of chunks) {
    for (let offset = 0; offset < chunk.length; ) {
      // Full, and there is more.
      if (filled === longest) yield take(findQuietMoment(held), false);
      const part = chunk.subarray(offset, offset + longest - filled);
      held.set(part, filled);
      filled += part.length;
      offset += part.length;
    }
  }
  if (filled > 0) yield take(filled, index === 0);
}

/** The middle of the quietest half second. */
function findQuietMoment(samples: Float32Array): number {
  const step = sampleRate / 10;
  const first = Math.floor((samples.length * earliestCut) / step);
  const last = Math.max(first + 1, Math.floor((samples.length * latestCut) / step));
  const powers = Array.from({ length: last - first }, (_, place) =>
    measurePower(samples, (first + place) * step, step),
  );
  let best = { power: Number.POSITIVE_INFINITY, at: first };
  for (let place = 0; place + 5 <= powers.length; place++) {
    const power = powers.slice(place, place + 5).reduce((sum, value) => sum + value, 0);
    if (power < best.power) best = { power, at: first + place + 2.5 };
  }
  return Math.round(best.at * step);
}

function measurePower(samples: Float32Array, from: number, length: number): number {
  let sum = 0;
  for (let index = from; index < from + length; index++) sum += (samples[index] ?? 0) ** 2;
  return sum;
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
