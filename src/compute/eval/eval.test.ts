import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runInSlices } from '../../core/run-in-slices.ts';
import { assignBest } from './assign-best.ts';
import { countLetterEdits } from './count-letter-edits.ts';
import { countWordEdits } from './count-word-edits.ts';
import { estimateInterval } from './estimate-interval.ts';
import { splitForScoring } from './normalise-text.ts';
import { readRttm } from './read-rttm.ts';
import { scoreSpeakers } from './score-speakers.ts';
import { scoreTranscript } from './score-transcript.ts';

/** The textbook's table, for short rows. */
function countPlainly<Item>(reference: readonly Item[], heard: readonly Item[]): number {
  let row = heard.map((_, index) => index + 1);
  row.unshift(0);
  for (const [index, item] of reference.entries()) {
    const next = [index + 1];
    for (const [place, other] of heard.entries()) {
      const matched = (row[place] ?? 0) + (item === other ? 0 : 1);
      next.push(Math.min(matched, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

const words = (text: string) => (text === '' ? [] : text.split(' '));
const countWords = (reference: string, heard: string) =>
  runInSlices(countWordEdits(words(reference), words(heard)));

describe('edits of words', () => {
  it.each([
    ['', '', { substitutions: 0, deletions: 0, insertions: 0 }],
    ['a b c', '', { substitutions: 0, deletions: 3, insertions: 0 }],
    ['', 'a b', { substitutions: 0, deletions: 0, insertions: 2 }],
    ['a b c d', 'a x c d', { substitutions: 1, deletions: 0, insertions: 0 }],
    ['a b c d', 'a c d e', { substitutions: 0, deletions: 1, insertions: 1 }],
    ['a b', 'b c', { substitutions: 2, deletions: 0, insertions: 0 }],
    ['the cat sat', 'a the cat has sat down', { substitutions: 0, deletions: 0, insertions: 3 }],
  ])('of “%s” to “%s”', async (reference, heard, expected) => {
    expect(await countWords(reference, heard)).toEqual(expected);
  });

  it('are the fewest, and add up', async () => {
    const row = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 });
    const property = fc.asyncProperty(row, row, async (reference, heard) => {
      const { deletions, insertions, substitutions } = await runInSlices(countWordEdits(reference, heard));
      expect(substitutions + deletions + insertions).toBe(countPlainly(reference, heard));
      expect(reference.length - deletions + insertions).toBe(heard.length);
      expect(Math.min(substitutions, deletions, insertions)).toBeGreaterThanOrEqual(0);
    });
    await fc.assert(property, { numRuns: 500 });
  });

  it('of an hour take no table of its square, also where much is wrong', async () => {
    const reference = Array.from({ length: 6000 }, (_, index) => `w${(index * 7919) % 1000}`);
    const heard = reference.flatMap((word, index) =>
      index % 10 === 0 ? [] : index % 10 === 1 ? ['x'] : index % 10 === 2 ? [word, 'y'] : [word],
    );
    const before = process.memoryUsage().arrayBuffers;
    const edits = await runInSlices(countWordEdits(reference, heard));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20e6);
    const { deletions, insertions, substitutions } = edits;
    expect(substitutions + deletions + insertions).toBeLessThanOrEqual(1800);
    expect(substitutions + deletions + insertions).toBeGreaterThan(1500);
    expect(insertions - deletions).toBe(heard.length - reference.length);
  });

  it('end when they are told to', async () => {
    const rows = [0, 1].map((side) => Array.from({ length: 20_000 }, (_, index) => `${side}-${index}`));
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('enough')), 30);
    await expect(runInSlices(countWordEdits(rows[0] ?? [], rows[1] ?? []), stop.signal)).rejects.toThrow(
      'enough',
    );
  });
});

describe('edits of letters', () => {
  it('are the fewest, across blocks of 32', async () => {
    const row = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 150 });
    const property = fc.asyncProperty(row, row, async (reference, heard) => {
      expect(await runInSlices(countLetterEdits(reference, heard))).toBe(countPlainly(reference, heard));
    });
    await fc.assert(property, { numRuns: 500 });
  });
});

describe('text', () => {
  it.each([
    ['Hello,  WORLD — it’s “fine”!', ['hello', 'world', "it's", 'fine']],
    ['Ёлка ещё ЗЕЛЁНАЯ', ['елка', 'еще', 'зеленая']],
    [
      "rock 'n' roll, the dogs' 3.5 % well-known",
      ['rock', 'n', 'roll', 'the', 'dogs', '3', '5', 'well', 'known'],
    ],
    ['ﬁne ＡＢＣ １２', ['fine', 'abc', '12']],
    ['İstanbul', ['istanbul']],
    ['今日は、Node 24です。', ['今', '日', 'は', 'node', '24', 'で', 'す']],
    ['ที่ไป', ['ที่', 'ไ', 'ป']],
    ['안녕 세상', ['안녕', '세상']],
    ['... !?', []],
  ])('%s', (text, expected) => {
    expect(splitForScoring(text)).toEqual(expected);
  });
});

describe('pairs', () => {
  it('are the best of all ways', () => {
    const table = fc.integer({ min: 1, max: 5 }).chain((rows) =>
      fc.integer({ min: 1, max: 5 }).chain((columns) =>
        fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      ),
    );
    const best = (values: readonly (readonly number[])[], taken: readonly number[] = []): number => {
      const [row, ...others] = values;
      if (!row) return 0;
      const without = best(others, taken);
      const ways = row.map((value, column) =>
        taken.includes(column) ? 0 : value + best(others, [...taken, column]),
      );
      return Math.max(without, ...ways);
    };
    fc.assert(
      fc.property(table, (values) => {
        const columns = assignBest(values);
        const used = columns.filter((column) => column >= 0);
        expect(new Set(used).size).toBe(used.length);
        expect(columns.reduce((sum, column, row) => sum + (values[row]?.[column] ?? 0), 0)).toBe(
          best(values),
        );
      }),
    );
    expect(assignBest([])).toEqual([]);
  });
});

describe('speakers', () => {
  const turn = (speaker: string, start: number, end: number) => ({ speaker, start, end });
  const reference = [turn('ann', 0, 10), turn('bob', 10, 20)];

  it('may have any names', () => {
    const errors = scoreSpeakers(reference, [turn('S2', 0, 10), turn('S1', 10, 20)]);
    expect(errors).toEqual({ speech: 19, missed: 0, falseAlarm: 0, confused: 0 });
  });

  it('may begin and end a quarter of a second off', () => {
    const errors = scoreSpeakers(reference, [turn('a', 0.2, 10.2), turn('b', 10.2, 19.8)]);
    expect(errors).toEqual({ speech: 19, missed: 0, falseAlarm: 0, confused: 0 });
  });

  it('are missed, made up and confused', () => {
    expect(scoreSpeakers(reference, [])).toMatchObject({ missed: 19, falseAlarm: 0, confused: 0 });
    expect(scoreSpeakers([], [turn('a', 0, 3)])).toEqual({
      speech: 0,
      missed: 0,
      falseAlarm: 3,
      confused: 0,
    });
    expect(scoreSpeakers(reference, [turn('a', 0, 20), turn('b', 12, 14)])).toEqual({
      speech: 19,
      missed: 0,
      falseAlarm: 2,
      // Bob is paired with “b”, who is heard for two of his nine and a half seconds.
      confused: 7.5,
    });
  });

  it('who speak at once count each', () => {
    const both = [turn('ann', 0, 10), turn('bob', 5, 10)];
    expect(scoreSpeakers(both, [turn('a', 0, 10)])).toEqual({
      speech: 4.5 + 2 * 4.5,
      missed: 4.5,
      falseAlarm: 0,
      confused: 0,
    });
  });

  it('who touch themselves are one', () => {
    expect(scoreSpeakers([turn('ann', 0, 4)], [turn('a', 0, 2), turn('a', 1, 3), turn('a', 3, 4)])).toEqual({
      speech: 3.5,
      missed: 0,
      falseAlarm: 0,
      confused: 0,
    });
  });

  it('are read from RTTM', () => {
    const text = 'SPKR-INFO x 1 <NA>\nSPEAKER x 1 1.5 2.25 <NA> <NA> ann <NA> <NA>\r\n\n';
    expect(readRttm(text)).toEqual([turn('ann', 1.5, 3.75)]);
    expect(() => readRttm('SPEAKER x 1 soon 2 <NA> <NA> ann')).toThrow('line 1');
    expect(() => readRttm('SPEAKER x 1 1 -2 <NA> <NA> ann')).toThrow('line 1');
  });
});

describe('a score', () => {
  it('counts words, letters and speakers', async () => {
    const transcript = {
      text: 'One two, tree!',
      segments: [{ index: 0, start: 0, end: 4, text: '', speaker: 'S1', words: [] }],
    };
    const turns = [{ speaker: 'ann', start: 0, end: 4 }];
    expect(await scoreTranscript(transcript, { text: 'one two three', turns })).toEqual({
      words: { substitutions: 1, deletions: 0, insertions: 0, total: 3 },
      letters: { errors: 1, total: 11 },
      speakers: { speech: 3.5, missed: 0, falseAlarm: 0, confused: 0 },
    });
    expect(await scoreTranscript(transcript, { text: '' })).toMatchObject({
      words: { insertions: 3, total: 0 },
    });
  });
});

describe('an interval', () => {
  it('holds the rate, is narrower the more there is, and the same each time', () => {
    const shares = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ errors: index % 3, total: 10 }));
    const [low = 0, high = 0] = estimateInterval(shares(30)) ?? [];
    const [lowest = 0, highest = 0] = estimateInterval(shares(300)) ?? [];
    expect(low).toBeLessThan(0.1);
    expect(high).toBeGreaterThan(0.1);
    expect(highest - lowest).toBeLessThan(high - low);
    expect(estimateInterval(shares(30))).toEqual([low, high]);
    expect(estimateInterval(shares(1))).toBeUndefined();
  });
});
