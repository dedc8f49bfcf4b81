import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DiarizedBlock, Diarizer } from '../../src/ports/diarizer.ts';
import { sampleRate } from '../../src/ports/media-tool.ts';

export interface DiarizerUnderTest {
  open(): Promise<Diarizer>;
  /** A talk of several, 16 kHz mono, with the truth: when who speaks. */
  readonly talk: {
    readonly samples: Float32Array;
    readonly turns: readonly { readonly start: number; readonly end: number; readonly speaker: number }[];
  };
}

/** What every diarizer has to keep. */
export function describeDiarizer(name: string, { open, talk }: DiarizerUnderTest): void {
  describe(`diarizer: ${name}`, () => {
    let diarizer: Diarizer;
    beforeAll(async () => {
      diarizer = await open();
    });
    afterAll(() => diarizer?.close());
    const opened = () => diarizer;
    describeVoices(opened, talk);
    describeOddBlocks(opened, talk.samples);
    describeCancellation(opened, talk.samples);
  });
}

function describeVoices(opened: () => Diarizer, { samples, turns }: DiarizerUnderTest['talk']): void {
  it('says what it is, and how long a block may be', () => {
    const { diarizer, maxBlockSeconds } = opened().description;
    expect(diarizer).not.toBe('');
    expect(maxBlockSeconds).toBeGreaterThanOrEqual(60);
    expect(maxBlockSeconds).toBeLessThanOrEqual(3600);
  });

  it('finds each turn once, with one voice for each speaker', async () => {
    const block = await opened().diarize({ samples }, {});
    expectSoundBlock(block, samples.length / sampleRate);
    const heard = turns.map(({ start, end, speaker }) => {
      const middle = (start + end) / 2;
      const voices = block.turns.filter((turn) => turn.start <= middle && turn.end >= middle);
      return `${speaker} ${voices.map((turn) => turn.voice)}`;
    });
    const speakers = new Set(turns.map((turn) => turn.speaker));
    // As many pairs as speakers: none has two voices, no two share one, no turn has none.
    expect(new Set(heard).size).toBe(speakers.size);
    expect(block.voices.length).toBe(speakers.size);
  });

  it('tells voices of different speakers from each other, and knows one again in another block', async () => {
    const { voices } = await opened().diarize({ samples }, {});
    for (const one of voices) {
      for (const other of voices) {
        const alike = compare(one.embedding, other.embedding);
        if (one === other) expect(alike).toBeCloseTo(1, 3);
        else expect(alike).toBeLessThan(0.5);
      }
    }
    const first = turns[0];
    if (!first) throw new Error('a talk has turns');
    const alone = samples.slice(0, Math.round((first.end + 0.2) * sampleRate));
    const again = await opened().diarize({ samples: alone }, {});
    expect(again.voices.length).toBe(1);
    expect(compare(again.voices[0]?.embedding, voices[0]?.embedding)).toBeGreaterThan(0.9);
  });

  it('gives the same block for the same sound again', async () => {
    const first = await opened().diarize({ samples }, {});
    expect(await opened().diarize({ samples }, {})).toEqual(first);
  });

  it('keeps to the number of speakers where it is known', async () => {
    const { voices } = await opened().diarize({ samples }, { speakers: 1 });
    expect(voices.length).toBe(1);
  });

  it('keeps blocks apart that are asked for at once', async () => {
    const asked = [{ speakers: 1 }, {}, { speakers: 1 }];
    const blocks = await Promise.all(asked.map((options) => opened().diarize({ samples }, options)));
    const speakers = new Set(turns.map((turn) => turn.speaker)).size;
    expect(blocks.map((block) => block.voices.length)).toEqual([1, speakers, 1]);
  });
}

function describeOddBlocks(opened: () => Diarizer, samples: Float32Array): void {
  it.each([0, 1, 399, 16_000, 400_000])('finds nobody in %i samples of silence', async (count) => {
    const block = await opened().diarize({ samples: new Float32Array(count) }, { speakers: 2 });
    expect(block).toEqual({ turns: [], voices: [] });
  });

  it.each([200, 3000, 8000])('takes %i samples that break off in the middle of a word', async (count) => {
    const from = 2 * sampleRate;
    const block = await opened().diarize({ samples: samples.slice(from, from + count) }, {});
    expectSoundBlock(block, count / sampleRate);
  });

  it('takes more speakers than there are to be found, and samples beyond full scale', async () => {
    const loud = samples.map((sample) => sample * 40);
    expectSoundBlock(
      await opened().diarize({ samples: loud }, { speakers: 20 }),
      samples.length / sampleRate,
    );
  });
}

function describeCancellation(opened: () => Diarizer, samples: Float32Array): void {
  it('refuses a block whose signal has fired before', async () => {
    const call = opened().diarize({ samples }, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
  });
}

function expectSoundBlock({ turns, voices }: DiarizedBlock, seconds: number): void {
  let last = 0;
  for (const turn of turns) {
    expect(turn.start).toBeGreaterThanOrEqual(last);
    expect(turn.end).toBeGreaterThan(turn.start);
    expect(turn.end).toBeLessThanOrEqual(seconds + 0.001);
    last = turn.start;
  }
  const numbers = voices.map(({ voice }) => voice);
  expect(new Set(turns.map((turn) => turn.voice))).toEqual(new Set(numbers));
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const { voice, seconds: spoken, embedding } of voices) {
    const own = turns.filter((turn) => turn.voice === voice);
    expect(spoken).toBeCloseTo(
      own.reduce((sum, { start, end }) => sum + end - start, 0),
      1,
    );
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 3);
  }
}

function compare(one: Float32Array = new Float32Array(), other: Float32Array = new Float32Array()): number {
  return one.reduce((sum, value, place) => sum + value * (other[place] ?? 0), 0);
}
