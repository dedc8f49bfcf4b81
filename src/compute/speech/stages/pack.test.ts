import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeChunks, makeSamples, silence, speech } from '../../../../test/support/audio.ts';
import { createEnergyDetector } from '../../../adapters/speech-detector/energy/energy-detector.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import { findSpeech, type Stretch } from './find-speech.ts';
import { type Piece, pack } from './pack.ts';

async function* stream(stretches: readonly Stretch[]) {
  yield* stretches;
}

/** Stretches of the given kinds and seconds; every sample holds its own position, to be found again. */
function makeStretches(parts: readonly (readonly ['speech' | 'silence', number])[]): Stretch[] {
  let start = 0;
  return parts.map(([kind, seconds]) => {
    const from = start;
    const length = Math.round(seconds * sampleRate);
    start += length;
    return {
      start: from,
      samples: Float32Array.from({ length }, (_, index) => from + index),
      speech: kind === 'speech',
    };
  });
}

async function packPieces(stretches: readonly Stretch[], maxPieceSeconds = 28): Promise<Piece[]> {
  const packed = await Array.fromAsync(pack(stream(stretches), { maxPieceSeconds }));
  return packed.filter((item) => item.kind === 'piece');
}

const borders = (pieces: readonly Piece[]) =>
  pieces.map((piece) => [piece.start / sampleRate, (piece.start + piece.samples.length) / sampleRate]);

describe('packing', () => {
  it('keeps short pauses inside and cuts at the longest of the second half', async () => {
    const stretches = makeStretches([
      ['speech', 8],
      ['silence', 2],
      ['speech', 6],
      ['silence', 1],
      ['speech', 5],
      ['silence', 0.5],
      ['speech', 6],
    ]);
    expect(borders(await packPieces(stretches))).toEqual([
      [0, 16],
      [17, 28.5],
    ]);
  });

  it('ends a piece at three seconds of silence and drops it', async () => {
    const stretches = makeStretches([
      ['silence', 4],
      ['speech', 1],
      ['silence', 1],
      ['silence', 1],
      ['silence', 1],
      ['silence', 5],
      ['speech', 1],
    ]);
    expect(borders(await packPieces(stretches))).toEqual([
      [4, 5],
      [13, 14],
    ]);
  });

  it('tells where it is in silence', async () => {
    const stretches = makeStretches([
      ['silence', 1],
      ['silence', 1],
      ['speech', 1],
      ['silence', 3],
      ['silence', 1],
    ]);
    const packed = await Array.fromAsync(pack(stream(stretches), { maxPieceSeconds: 28 }));
    expect(packed.map((item) => (item.kind === 'silence' ? item.until / sampleRate : 'piece'))).toEqual([
      1,
      2,
      'piece',
      6,
      7,
    ]);
  });

  it('cuts speech that never pauses at its quietest moment', async () => {
    const samples = makeSamples([speech(40)]);
    samples.fill(0, 20 * sampleRate, 20.2 * sampleRate);
    const pieces = await packPieces([{ start: 0, samples, speech: true }]);
    expect(pieces).toHaveLength(2);
    expect(pieces[0]?.samples.length).toBeGreaterThan(20 * sampleRate);
    expect(pieces[0]?.samples.length).toBeLessThan(20.2 * sampleRate);
  });

  it('holds to the limit, loses no speech, and numbers without holes', async () => {
    const part = fc.tuple(
      fc.constantFrom('speech' as const, 'silence' as const),
      fc.double({ min: 0.05, max: 12, noNaN: true }),
    );
    const cases = fc.asyncProperty(
      fc.array(part, { maxLength: 12 }),
      fc.integer({ min: 2, max: 40 }),
      async (parts, maxPieceSeconds) => {
        const stretches = makeStretches(parts);
        const pieces = await packPieces(stretches, maxPieceSeconds);
        const limit = Math.min(25, maxPieceSeconds) * sampleRate;
        let end = 0;
        for (const [index, piece] of pieces.entries()) {
          expect(piece.index).toBe(index);
          expect(piece.samples.length).toBeGreaterThan(0);
          expect(piece.samples.length).toBeLessThanOrEqual(limit);
          expect(piece.start).toBeGreaterThanOrEqual(end);
          expect([piece.samples[0], piece.samples.at(-1)]).toEqual([
            piece.start,
            piece.start + piece.samples.length - 1,
          ]);
          end = piece.start + piece.samples.length;
        }
        for (const stretch of stretches.filter((candidate) => candidate.speech))
          expect(isCovered(stretch, pieces)).toBe(true);
      },
    );
    await fc.assert(cases, { numRuns: 60 });
  });

  it('gives the same pieces however the samples came', async () => {
    const samples = makeSamples([speech(30), silence(0.6), speech(31), silence(5), speech(3)]);
    const [first, second] = await Promise.all(
      [[16_384], [1_000, 37, 48_000]].map((sizes) =>
        Array.fromAsync(
          pack(findSpeech(makeChunks(samples, sizes), createEnergyDetector()), { maxPieceSeconds: 28 }),
        ),
      ),
    );
    const pieces = (packed: typeof first) =>
      packed
        ?.filter((item) => item.kind === 'piece')
        .map(({ index, start, samples }) => [index, start, samples.length]);
    expect(pieces(first)).toEqual(pieces(second));
    expect(pieces(first)?.length).toBeGreaterThan(2);
  });
});

function isCovered(stretch: Stretch, pieces: readonly Piece[]): boolean {
  const end = stretch.start + stretch.samples.length;
  let position = stretch.start;
  for (const piece of pieces) {
    if (piece.start <= position)
      position = Math.max(position, Math.min(end, piece.start + piece.samples.length));
  }
  return position === end;
}
