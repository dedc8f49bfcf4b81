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
  it('ends the first piece at the first pause behind eight seconds, so that text comes soon', async () => {
    const stretches = makeStretches([
      ['speech', 7],
      ['silence', 2],
      ['speech', 6],
      ['silence', 0.1],
      ['speech', 4],
    ]);
    expect(borders(await packPieces(stretches))).toEqual([
      [0, 15],
      [15.1, 19.1],
    ]);
  });

  it('keeps short pauses inside and cuts at the longest behind twenty seconds', async () => {
    const stretches = makeStretches([
      ['speech', 9],
      ['silence', 1],
      ['speech', 12],
      ['silence', 2],
      ['speech', 7],
      ['silence', 0.5],
      ['speech', 1.5],
      ['silence', 0.7],
      ['speech', 6],
    ]);
    expect(borders(await packPieces(stretches))).toEqual([
      [0, 9],
      [10, 33],
      [33.7, 39.7],
    ]);
  });

  it('cuts at an earlier pause where there is none behind twenty seconds', async () => {
    const first = [
      ['speech', 9],
      ['silence', 1],
    ] as const;
    const middle = makeStretches([...first, ['speech', 14], ['silence', 1], ['speech', 12]]);
    expect(borders(await packPieces(middle)).slice(1)).toEqual([
      [10, 24],
      [25, 37],
    ]);
    const early = makeStretches([...first, ['speech', 3], ['silence', 1], ['speech', 24]]);
    expect(borders(await packPieces(early)).slice(1)).toEqual([
      [10, 13],
      [14, 38],
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

  it('lets both pieces hear what lies around a cut through speech, at its quietest moment', async () => {
    const samples = makeSamples([speech(60)]);
    samples.fill(0, 22 * sampleRate, 22.2 * sampleRate);
    const pieces = await packPieces([{ start: 0, samples, speech: true }]);
    expect(pieces).toHaveLength(3);
    const [first, second, third] = pieces;
    expect(first?.overlap).toBe(0);
    expect(first?.overlapAfter).toBe(1.5 * sampleRate);
    const seam = (first?.samples.length ?? 0) / sampleRate - 0.75;
    expect(seam).toBeGreaterThan(22);
    expect(seam).toBeLessThan(22.2);
    expect(second?.overlap).toBe(1.5 * sampleRate);
    expect(second?.start).toBe(Math.round((seam - 0.75) * sampleRate));
    expect(third?.overlap).toBe(second?.overlapAfter);
    expect(third?.overlapAfter).toBe(0);
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
          expect(piece.start).toBeGreaterThanOrEqual(end - piece.overlap);
          expect(piece.overlap).toBe(pieces[index - 1]?.overlapAfter ?? 0);
          expect(piece.samples.length).toBeGreaterThan(piece.overlap);
          if (piece.overlap > 0) expect(piece.start).toBe(end - piece.overlap);
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
    await fc.assert(cases, { numRuns: 150 });
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
        .map(({ index, start, samples, overlap }) => [index, start, samples.length, overlap]);
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
