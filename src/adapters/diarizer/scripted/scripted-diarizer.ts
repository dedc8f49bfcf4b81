import { EfirError } from '../../../core/errors.ts';
import type { DiarizedBlock, Diarizer, DiarizerAdapter } from '../../../ports/diarizer.ts';
import { sampleRate } from '../../../ports/media-tool.ts';

/**
 * The diarizer that needs no model: a turn is sound without a pause, and its voice is the octave that it crosses zero in.
 * The same block always gives the same voices, and the same sound the same embedding in every block.
 */
export const scriptedDiarizer: DiarizerAdapter = {
  name: 'scripted',
  check: async () => {},
  load: async () => createDiarizer(),
};

const frameLength = sampleRate / 50;
/** Level (root mean square, -60 dBFS) under which a frame is silent. */
const quiet = 0.001;
/** Frames of silence that end a turn, and of sound that make one. */
const longestGap = 25;
const shortestTurn = 10;
/** Octaves from 31 Hz up: as many as there are voices. */
const octaves = 8;
const lowestPitch = 31.25;

function createDiarizer(): Diarizer {
  return {
    description: { diarizer: 'scripted', maxBlockSeconds: 3600 },
    diarize: async ({ samples }, { speakers, signal }) => {
      if (signal?.aborted) throw new EfirError('cancelled');
      return toBlock(limitVoices(findTurns(samples), speakers));
    },
    close: async () => {},
  };
}

interface Sounding {
  /** Frames. */
  readonly from: number;
  readonly until: number;
  readonly octave: number;
}

function findTurns(samples: Float32Array): Sounding[] {
  const turns: Sounding[] = [];
  const frames = Math.floor(samples.length / frameLength);
  let from = -1;
  let until = -1;
  const end = () => {
    if (from >= 0 && until - from >= shortestTurn) {
      turns.push({ from, until, octave: measureOctave(samples, from, until) });
    }
    from = -1;
  };
  for (let frame = 0; frame < frames; frame++) {
    if (!isLoud(samples, frame)) continue;
    if (from >= 0 && frame - until > longestGap) end();
    if (from < 0) from = frame;
    until = frame + 1;
  }
  end();
  return turns;
}

function isLoud(samples: Float32Array, frame: number): boolean {
  let squares = 0;
  const from = frame * frameLength;
  for (let index = from; index < from + frameLength; index++) squares += (samples[index] ?? 0) ** 2;
  return Math.sqrt(squares / frameLength) > quiet;
}

function measureOctave(samples: Float32Array, from: number, until: number): number {
  let crossings = 0;
  for (let index = from * frameLength + 1; index < until * frameLength; index++) {
    if ((samples[index] ?? 0) >= 0 !== (samples[index - 1] ?? 0) >= 0) crossings++;
  }
  const pitch = crossings / 2 / (((until - from) * frameLength) / sampleRate);
  return Math.min(octaves - 1, Math.max(0, Math.round(Math.log2(Math.max(1, pitch) / lowestPitch))));
}

/** Beyond the known number the rarest octave goes to its nearest neighbour. */
function limitVoices(turns: readonly Sounding[], speakers: number | undefined): readonly Sounding[] {
  const lengths = new Map<number, number>();
  for (const { octave, from, until } of turns) lengths.set(octave, (lengths.get(octave) ?? 0) + until - from);
  if (speakers === undefined || lengths.size <= speakers) return turns;
  const [rarest = 0] = [...lengths].toSorted(([, one], [, other]) => one - other)[0] ?? [];
  const [nearest = 0] = [...lengths.keys()]
    .filter((octave) => octave !== rarest)
    .toSorted((one, other) => Math.abs(one - rarest) - Math.abs(other - rarest));
  const merged = turns.map((turn) => (turn.octave === rarest ? { ...turn, octave: nearest } : turn));
  return limitVoices(merged, speakers);
}

function toBlock(found: readonly Sounding[]): DiarizedBlock {
  const voiced = [...new Set(found.map((turn) => turn.octave))];
  const toSeconds = (frames: number) => (frames * frameLength) / sampleRate;
  return {
    turns: found.map(({ from, until, octave }) => ({
      start: toSeconds(from),
      end: toSeconds(until),
      voice: voiced.indexOf(octave),
    })),
    voices: voiced.map((octave, voice) => ({
      voice,
      seconds: found
        .filter((turn) => turn.octave === octave)
        .reduce((sum, turn) => sum + toSeconds(turn.until - turn.from), 0),
      embedding: Float32Array.from({ length: octaves }, (_, place) => Number(place === octave)),
    })),
  };
}
