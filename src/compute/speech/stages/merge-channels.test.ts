import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleRate } from '../../../ports/media-tool.ts';
import type { Stretch } from './find-speech.ts';
import { mergeChannels } from './merge-channels.ts';
import { type Packed, type Piece, pack } from './pack.ts';

type Part = readonly [kind: 'speech' | 'silence', seconds: number];

/** Every sample holds its position and the mark of its channel. */
async function* makeStretches(parts: readonly Part[], mark: number): AsyncGenerator<Stretch> {
  let start = 0;
  for (const [kind, seconds] of parts) {
    const length = Math.round(seconds * sampleRate);
    const from = start;
    const samples = Float32Array.from({ length }, (_, index) => from + index + mark / 8);
    yield { start, samples, speech: kind === 'speech' };
    start += length;
  }
}

const packOf = (parts: readonly Part[], mark: number) =>
  pack(makeStretches(parts, mark), { maxPieceSeconds: 28 });

async function merge(channels: readonly (readonly Part[])[]): Promise<Packed[]> {
  const sources = channels.map((parts, channel) => packOf(parts, channel + 1));
  return Array.fromAsync(mergeChannels(sources, [...channels.keys()]));
}

const onlyPieces = (packed: readonly Packed[]): Piece[] => packed.filter((item) => item.kind === 'piece');
const spans = (pieces: readonly Piece[]) =>
  pieces.map(({ index, channel, start, samples }) => [
    index,
    channel,
    start / sampleRate,
    (start + samples.length) / sampleRate,
  ]);

describe('merging channels', () => {
  it('orders what both sides of a call say by its beginning', async () => {
    const caller: Part[] = [
      ['speech', 4],
      ['silence', 10],
      ['speech', 3],
    ];
    const called: Part[] = [
      ['silence', 5],
      ['speech', 6],
      ['silence', 6],
    ];
    expect(spans(onlyPieces(await merge([caller, called])))).toEqual([
      [0, 0, 0, 4],
      [1, 1, 5, 11],
      [2, 0, 14, 17],
    ]);
  });

  it('tells how far all are, never back', async () => {
    const packed = await merge([[['silence', 4]], [['silence', 2]], [['silence', 6]]]);
    expect(packed).toEqual(
      [1, 2, 3, 4, 5, 6].map((until) => ({ kind: 'silence', until: until * sampleRate })),
    );
  });

  it('hears once what both channels hold alike', async () => {
    const parts: Part[] = [
      ['speech', 3],
      ['silence', 4],
      ['speech', 2],
    ];
    const alike = [packOf(parts, 1), packOf(parts, 1), packOf(parts, 2)];
    const pieces = onlyPieces(await Array.fromAsync(mergeChannels(alike, [0, 1, 2])));
    expect(spans(pieces)).toEqual([
      [0, 0, 0, 3],
      [1, 2, 0, 3],
      [2, 0, 7, 9],
      [3, 2, 7, 9],
    ]);
  });

  it('lets a recording that is heard as one pass as it is', async () => {
    const parts: Part[] = [['speech', 30]];
    const alone = await Array.fromAsync(packOf(parts, 0));
    expect(await Array.fromAsync(mergeChannels([packOf(parts, 0)], [undefined]))).toEqual(alone);
  });

  it('gives of each channel what it gives alone, numbered through, and holds one piece of each', async () => {
    const part = fc.tuple(
      fc.constantFrom('speech' as const, 'silence' as const),
      fc.double({ min: 0.1, max: 15, noNaN: true }),
    );
    const cases = fc.asyncProperty(
      fc.array(fc.array(part, { maxLength: 6 }), { minLength: 2, maxLength: 4 }),
      async (channels) => {
        const pieces = onlyPieces(await merge(channels));
        expect(pieces.map((piece) => piece.index)).toEqual([...pieces.keys()]);
        expect(pieces.map((piece) => piece.start)).toEqual(
          pieces.map((piece) => piece.start).toSorted((a, b) => a - b),
        );
        for (const [channel, parts] of channels.entries()) {
          const alone = onlyPieces(await Array.fromAsync(packOf(parts, channel + 1)));
          const merged = pieces.filter((piece) => piece.channel === channel);
          expect(merged.map((piece) => [piece.start, piece.samples.length, piece.overlap])).toEqual(
            alone.map((piece) => [piece.start, piece.samples.length, piece.overlap]),
          );
        }
      },
    );
    await fc.assert(cases, { numRuns: 40 });
  });

  it('ends all channels when one fails, and when nobody listens any more', async () => {
    const ended: string[] = [];
    async function* endless(name: string): AsyncGenerator<Packed, void, void> {
      try {
        for (let until = 1; ; until++) yield { kind: 'silence', until };
      } finally {
        ended.push(name);
      }
    }
    async function* failing(): AsyncGenerator<Packed, void, void> {
      yield { kind: 'silence', until: 3 };
      throw new Error('cut off');
    }
    const failed = Array.fromAsync(mergeChannels([endless('first'), failing()], [0, 1]));
    await expect(failed).rejects.toThrow('cut off');
    for await (const item of mergeChannels([endless('second'), endless('third')], [0, 1]))
      if (item.kind === 'silence' && item.until > 5) break;
    expect(ended).toEqual(['first', 'second', 'third']);
  });
});
