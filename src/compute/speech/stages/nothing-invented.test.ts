import { describe, expect, it } from 'vitest';
import { lookForSilero } from '../../../../test/support/find-silero.ts';
import { recordedFolder } from '../../../../test/support/recorded.ts';
import {
  makeMusic,
  makePinkNoise,
  makeWhiteNoise,
  musicStyles,
  play,
  type Source,
  silentSource,
} from '../../../../test/support/sounds.ts';
import { readPlainWav, speakText, spokenText } from '../../../../test/support/spoken.ts';
import { createEnergyDetector } from '../../../adapters/speech-detector/energy/energy-detector.ts';
import { sileroDetector } from '../../../adapters/speech-detector/silero/silero-detector.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import type { SpeechDetector } from '../../../ports/speech-detector.ts';
import { findSpeech } from './find-speech.ts';
import { pack } from './pack.ts';

type Open = () => Promise<SpeechDetector>;
const energy: Open = async () => createEnergyDetector();
const modelFile = await lookForSilero();
const silero: Open = () => sileroDetector.load(modelFile === undefined ? {} : { modelFile });
const patience = { timeout: 120_000 };

/** Start and end, in seconds, of all that an engine would hear: whatever it makes up, it makes up of this. */
async function findPieces(open: Open, chunks: AsyncIterable<Float32Array>): Promise<[number, number][]> {
  const detector = await open();
  const pieces: [number, number][] = [];
  try {
    for await (const item of pack(findSpeech(chunks, detector), { maxPieceSeconds: 28 }))
      if (item.kind === 'piece')
        pieces.push([item.start / sampleRate, (item.start + item.samples.length) / sampleRate]);
  } finally {
    await detector.close();
  }
  return pieces;
}

const tenMinutes = 600;
const noises: readonly (readonly [string, () => Source, number])[] = [
  ['silence', () => silentSource, 0],
  ['white noise, hardly to be heard', makeWhiteNoise, 0.0003],
  ['white noise', makeWhiteNoise, 0.02],
  ['white noise, loud', makeWhiteNoise, 0.3],
  ['pink noise, hardly to be heard', makePinkNoise, 0.0003],
  ['pink noise', makePinkNoise, 0.02],
  ['pink noise, loud', makePinkNoise, 0.3],
];

describe('nothing is invented where nobody speaks', () => {
  it.each(noises)('energy: no piece in ten minutes of %s', patience, async (_, make, level) => {
    expect(await findPieces(energy, play(make(), tenMinutes, level))).toEqual([]);
  });
});

describe.skipIf(!modelFile)('with Silero, where its file can be had', () => {
  it.each(noises)('no piece in ten minutes of %s', patience, async (_, make, level) => {
    expect(await findPieces(silero, play(make(), tenMinutes, level))).toEqual([]);
  });

  it.each(musicStyles)(
    'no piece in music of the style %s, a quarter of ten minutes',
    patience,
    async (style) => {
      expect(await findPieces(silero, play(makeMusic(style), tenMinutes / musicStyles.length))).toEqual([]);
    },
  );
});

/** Where the voice begins in what `place` makes. */
const begin = 5;

/** The voice with so many seconds before it, over a source, as they come. */
async function* place(
  voice: Float32Array,
  { before = begin, after = begin, source = silentSource, level = 1 } = {},
): AsyncGenerator<Float32Array> {
  const seconds = before + Math.ceil(voice.length / sampleRate) + after;
  let position = -before * sampleRate;
  for await (const chunk of play(source, seconds, level)) {
    const last = Math.min(chunk.length, voice.length - position);
    for (let index = Math.max(0, -position); index < last; index++)
      chunk[index] = Math.max(-1, Math.min(1, (chunk[index] ?? 0) + (voice[position + index] ?? 0)));
    yield chunk;
    position += chunk.length;
  }
}

/** The part of the voice that is in pieces, 0 to 1. */
async function measureFound(
  open: Open,
  voice: Float32Array,
  options: Parameters<typeof place>[1] = {},
): Promise<number> {
  const [from, to] = [options.before ?? begin, (options.before ?? begin) + voice.length / sampleRate];
  const pieces = await findPieces(open, place(voice, options));
  const found = pieces.reduce((sum, [a, b]) => sum + Math.max(0, Math.min(b, to) - Math.max(a, from)), 0);
  return found / (to - from);
}

const detectors: readonly (readonly [string, Open])[] = [
  ['energy', energy],
  ...(modelFile ? [['silero', silero] as const] : []),
];

describe.each(detectors)('%s loses no speech', (_, open) => {
  const voice = speakText(spokenText, 'rms');

  it('clipped, on a constant, or far too quiet', patience, async () => {
    const clipped = (await voice).map((sample) => Math.max(-1, Math.min(1, sample * 20)));
    expect(await measureFound(open, clipped)).toBeGreaterThan(0.97);
    expect(await measureFound(open, await voice, { source: () => 0.3 })).toBeGreaterThan(0.97);
    const quiet = (await voice).map((sample) => sample * 0.01);
    expect(await measureFound(open, quiet)).toBeGreaterThan(0.97);
  });

  it('from a telephone', patience, async () => {
    expect(await measureFound(open, limitBand(await voice))).toBeGreaterThan(0.97);
  });

  it.each(musicStyles)('over music of the style %s', patience, async (style) => {
    const options = { source: makeMusic(style), level: 0.2 };
    expect(await measureFound(open, await voice, options)).toBeGreaterThan(0.95);
  });

  it('in noise', patience, async () => {
    const options = { source: makePinkNoise(), level: 0.02 };
    expect(await measureFound(open, await voice, options)).toBeGreaterThan(0.95);
  });

  it('three seconds in two hours of silence', patience, async () => {
    const short = (await voice).subarray(0, 3 * sampleRate);
    const before = 7000;
    const pieces = await findPieces(open, place(short, { before, after: 197 }));
    expect(pieces).toHaveLength(1);
    expect(Math.abs((pieces[0]?.[0] ?? 0) - before)).toBeLessThan(0.3);
    expect(Math.abs((pieces[0]?.[1] ?? 0) - before - 3)).toBeLessThan(0.5);
  });
});

describe.skipIf(!recordedFolder)('of people’s recordings, where they lie beside the tree', () => {
  it.each(detectors)('%s misses nothing that a person marked as speech', patience, async (_, open) => {
    const samples = await readPlainWav(`${recordedFolder}/pyannote_sample.wav`);
    const pieces = await findPieces(open, place(samples, { before: 0, after: 1 }));
    expect(pieces[0]?.[0]).toBeGreaterThan(2);
    expect(pieces[0]?.[0]).toBeLessThan(6.69 - 0.05);
    expect(pieces.at(-1)?.[1]).toBeGreaterThan(30);
  });
});

/** 300 to 3400 Hz, roughly, as 8 kHz telephones carry. */
function limitBand(samples: Float32Array): Float32Array {
  let [low, lower, high, before] = [0, 0, 0, 0];
  return samples.map((sample) => {
    low += 0.7 * (sample - low);
    lower += 0.7 * (low - lower);
    high = lower - before + 0.89 * high;
    before = lower;
    return high;
  });
}
