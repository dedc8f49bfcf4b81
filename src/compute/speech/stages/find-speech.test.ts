import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  makeChunks,
  makeSamples,
  noise,
  type Sound,
  silence,
  speech,
} from '../../../../test/support/audio.ts';
import { createEnergyDetector } from '../../../adapters/speech-detector/energy/energy-detector.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import { findSpeech, type Stretch } from './find-speech.ts';

const find = (samples: Float32Array, sizes?: readonly number[]) =>
  Array.fromAsync(findSpeech(makeChunks(samples, sizes), createEnergyDetector()));

/** Spans of speech in seconds, neighbours joined. */
function spans(stretches: readonly Stretch[]): [number, number][] {
  const found: [number, number][] = [];
  for (const { start, samples, speech } of stretches) {
    const last = found.at(-1);
    if (!speech) continue;
    const end = (start + samples.length) / sampleRate;
    if (last?.[1] === start / sampleRate) last[1] = end;
    else found.push([start / sampleRate, end]);
  }
  return found;
}

describe('finding speech', () => {
  it('keeps all of it and a little around it', async () => {
    const found = spans(await find(makeSamples([noise(2), speech(3), noise(2), speech(1), noise(1)])));
    expect(found).toHaveLength(2);
    for (const [place, [from, to]] of (
      [
        [2, 5],
        [7, 8],
      ] as const
    ).entries()) {
      const [start = 0, end = 0] = found[place] ?? [];
      expect(start).toBeLessThanOrEqual(from);
      expect(start).toBeGreaterThan(from - 0.3);
      expect(end).toBeGreaterThanOrEqual(to);
      expect(end).toBeLessThan(to + 0.5);
    }
  });

  it('gives nothing for digital silence, dither, or a click', async () => {
    const click = makeSamples([silence(5)]);
    click.fill(0.9, 40_000, 40_020);
    expect(spans(await find(makeSamples([silence(20)])))).toEqual([]);
    expect(spans(await find(makeSamples([noise(20, 1 / 32_768)])))).toEqual([]);
    expect(spans(await find(click))).toEqual([]);
  });

  it.each([0.5, 0.05, 0.005])(
    'hears speech at level %d, at the very start and up to the very end',
    async (level) => {
      expect(spans(await find(makeSamples([speech(6, level)])))).toEqual([[0, 6]]);
    },
  );

  it('learns a steady noise and still hears speech over it', async () => {
    const samples = makeSamples([noise(40, 0.01)]);
    const words = makeSamples([speech(3, 0.2)]);
    words.forEach((sample, index) => {
      const place = 20 * sampleRate + index;
      samples[place] = (samples[place] ?? 0) + sample;
    });
    const found = spans(await find(samples)).filter(([start]) => start > 10);
    expect(found).toHaveLength(1);
    expect(found[0]?.[0]).toBeCloseTo(19.8, 0);
    expect(found[0]?.[1]).toBeCloseTo(23.2, 0);
  });

  it('joins what a breath divides, not what a pause does', async () => {
    expect(spans(await find(makeSamples([speech(2), silence(0.3), speech(2)])))).toHaveLength(1);
    expect(spans(await find(makeSamples([speech(2), silence(0.8), speech(2)])))).toHaveLength(2);
  });

  // Recorded speech is not in the repository; where it lies beside it, the detector is held to it as well.
  const recorded = new URL('../../../../../shared/speech/audio/', import.meta.url);
  it.skipIf(!existsSync(recorded))(
    'keeps every stretch that people marked as speech in a real conversation',
    async () => {
      const wav = readFileSync(new URL('pyannote_sample.wav', recorded)).subarray(44);
      const samples = Float32Array.from(
        { length: wav.length >> 1 },
        (_, index) => wav.readInt16LE(index * 2) / 32_768,
      );
      const found = spans(await find(samples));
      const marks = readFileSync(new URL('pyannote_sample.rttm', recorded), 'utf8').trim().split('\n');
      for (const [, , , start, length] of marks.map((line) => line.split(' '))) {
        const [from, to] = [Number(start), Math.min(30, Number(start) + Number(length))];
        expect(coveredSeconds(found, from, to), `${from} to ${to}`).toBeGreaterThan(0.95 * (to - from));
      }
      expect(coveredSeconds(found, 0, 6)).toBeLessThan(1);
    },
  );

  it('gives every sample out once, in order, whatever the chunks are', async () => {
    const sound = fc.record({
      kind: fc.constantFrom<Sound['kind']>('speech', 'noise', 'silence'),
      seconds: fc.double({ min: 0.01, max: 3, noNaN: true }),
      level: fc.constantFrom(0.3, 0.001),
    });
    const cases = fc.asyncProperty(
      fc.array(sound, { maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 4 }),
      async (sounds, sizes) => {
        const samples = makeSamples(sounds);
        const stretches = await find(
          samples,
          sizes.map((size) => Math.max(size, 200)),
        );
        let position = 0;
        for (const stretch of stretches) {
          expect(stretch.start).toBe(position);
          expect(stretch.samples.length).toBeLessThan(1.2 * sampleRate);
          expect(isSame(stretch.samples, samples.subarray(position, position + stretch.samples.length))).toBe(
            true,
          );
          position += stretch.samples.length;
        }
        expect(position).toBe(samples.length);
        expect(spans(stretches)).toEqual(spans(await find(samples)));
      },
    );
    await fc.assert(cases, { numRuns: 30 });
  });
});

function coveredSeconds(found: readonly [number, number][], from: number, to: number): number {
  return found.reduce((sum, [start, end]) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)), 0);
}

/** Compared as bytes: matchers take seconds over long arrays. */
function isSame(a: Float32Array, b: Float32Array): boolean {
  const bytes = (array: Float32Array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  return bytes(a).equals(bytes(b));
}
