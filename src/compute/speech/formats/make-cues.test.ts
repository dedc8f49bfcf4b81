import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../wire/event-message.ts';
import type { Transcript } from '../transcript.ts';
import { isFunctionWord } from './function-words.ts';
import { type Cue, makeCues } from './make-cues.ts';
import { measureColumns } from './measure-line.ts';

function makeTranscript(segments: readonly Partial<Segment>[], parts: Partial<Transcript> = {}): Transcript {
  return {
    ...{ language: 'en', duration: 60, engine: 'test', model: 'words', quality: 'full', notes: [], text: '' },
    segments: segments.map((segment, index) => ({
      ...{ index, start: index * 3, end: index * 3 + 2, text: '', words: [] },
      ...segment,
    })),
    ...parts,
  };
}

/** Words one behind the other, at so many characters per second. */
function say(text: string, start: number, speed = 14): Segment {
  let now = start;
  const words = text.split(' ').map((word) => {
    const begin = now;
    now += (word.length + 1) / speed;
    return { text: word, start: begin, end: begin + word.length / speed };
  });
  return { index: 0, start, end: words.at(-1)?.end ?? start, text, words };
}

const cut = (transcript: Transcript, labels = true) => makeCues(transcript, { labels });
const linesOf = (cues: readonly Cue[]) => cues.map(({ lines }) => lines.join(' / '));
const lastWord = (text: string) => text.split(' ').at(-1) ?? '';

function expectRules(cues: readonly Cue[]): void {
  const broken = cues.flatMap((cue, index) => {
    const before = cues.slice(0, index).findLast(({ speaker }) => speaker === cue.speaker);
    const rules = {
      'begins before the end of the one before': cue.start < (before?.end ?? 0),
      'stands before one that begins sooner': cue.start < (cues[index - 1]?.start ?? 0),
      'takes no time': cue.end <= cue.start,
      'stays longer than 7 s': Math.round((cue.end - cue.start) * 1000) > 7000,
      'has neither one line nor two': cue.lines.length < 1 || cue.lines.length > 2,
      'has an empty line': cue.lines.includes(''),
      'has a line of more than 42 columns': cue.lines.some((line) => measureColumns(line) > 42),
    };
    return Object.entries(rules).flatMap(([rule, isBroken]) => (isBroken ? [{ rule, cue }] : []));
  });
  expect(broken).toEqual([]);
}

/** Sentences of a small grammar, always the same: articles, prepositions and conjunctions where they belong. */
function writeProse(language: 'en' | 'ru', sentences: number): Segment[] {
  const parts = {
    en: {
      things: ['the old house', 'a letter from the city', 'my brother', 'their small boat', 'the answer'],
      acts: ['came to', 'was standing behind', 'had been found in', 'will be sent to', 'looked at'],
      places: ['the river', 'an empty room with the windows open', 'our street', 'the end of the day'],
      joins: [', and', ', because', ' while', ' and then', ', which is why'],
    },
    ru: {
      things: ['старый дом', 'письмо из города', 'мой брат', 'их маленькая лодка', 'ответ на вопрос'],
      acts: ['пришёл к', 'стоял за', 'был найден в', 'будет отправлен на', 'смотрел на'],
      places: ['реку', 'пустую комнату с открытыми окнами', 'нашу улицу', 'самый конец дня и вечера'],
      joins: [', и', ', потому что', ', пока', ' и тогда', ', а'],
    },
  }[language];
  let seed = 42;
  const pick = (list: readonly string[]) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return list[seed % list.length] ?? '';
  };
  const clause = () => `${pick(parts.things)} ${pick(parts.acts)} ${pick(parts.places)}`;
  let now = 0;
  return Array.from({ length: sentences }, (_, index) => {
    const rest = Array.from({ length: index % 4 }, () => `${pick(parts.joins)} ${clause()}`).join('');
    const segment = say(`${clause()}${rest}.`, now);
    now = segment.end + (index % 5 === 0 ? 1.2 : 0.2);
    return { ...segment, index };
  });
}

describe('subtitles', () => {
  it.each(['en', 'ru'] as const)(
    'of prose in %s never end on a function word, mostly on a mark',
    async (language) => {
      const segments = writeProse(language, 400);
      const cues = await cut(makeTranscript(segments, { language }));
      expectRules(cues);
      const texts = linesOf(cues);
      expect(texts.filter((text) => isFunctionWord(lastWord(text), language))).toEqual([]);
      const tops = cues.filter(({ lines }) => lines.length > 1).map(({ lines }) => lines[0] ?? '');
      expect(tops.filter((line) => isFunctionWord(lastWord(line), language))).toEqual([]);
      expect(texts.filter((text) => /[.,]$/.test(text)).length / texts.length).toBeGreaterThan(0.6);
      const hasty = cues.filter(({ end, lines, start }) => lines.join(' ').length / (end - start) > 17);
      expect(hasty.length / cues.length).toBeLessThan(0.05);
      expect(texts.join(' ').replaceAll(' / ', ' ')).toBe(segments.map(({ text }) => text).join(' '));
    },
  );

  it('keep every word in its place, whatever comes', async () => {
    const text = fc.oneof(
      fc.constantFrom(
        'the',
        'и',
        'word.',
        '今日は天気がいいので散歩に行きました',
        'שלום,',
        'สวัสดีชาวโลก',
        '👩‍👩‍👧‍👦',
        '—',
        '-->',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }),
    );
    const word = fc.record({
      text,
      start: fc.double({ min: 0, max: 1e5, noNaN: true }),
      length: fc.double({ min: 0, max: 100, noNaN: true }),
    });
    const segment = fc.record({
      words: fc.array(word, { maxLength: 25 }),
      timed: fc.boolean(),
      speaker: fc.constantFrom(undefined, 'S1', 'S2'),
    });
    const property = fc.asyncProperty(fc.array(segment, { maxLength: 5 }), async (given) => {
      let from = 0;
      const segments = given.map(({ speaker, timed, words }): Partial<Segment> => {
        const sorted = words.toSorted((a, b) => a.start - b.start);
        from += 10;
        return {
          start: from,
          end: from + 5,
          text: words.map((one) => one.text).join(' '),
          words: timed ? sorted.map((one) => ({ ...one, end: one.start + one.length })) : [],
          ...(speaker === undefined ? {} : { speaker }),
        };
      });
      const transcript = makeTranscript(segments, { language: 'ru' });
      const cues = await cut(transcript, false);
      expectRules(cues);
      const said = transcript.segments.map((one) =>
        one.words.length > 0 ? one.words.map((each) => each.text).join('') : one.text,
      );
      const letters = (line: string) => line.replace(/[\s\p{Cc}]/gu, '');
      for (const speaker of [undefined, 'S1', 'S2']) {
        const own = said.filter((_text, index) => transcript.segments[index]?.speaker === speaker);
        const written = cues.filter((cue) => cue.speaker === speaker).flatMap(({ lines }) => lines);
        expect(letters(written.join(''))).toBe(letters(own.join('')));
      }
    });
    await fc.assert(property, { numRuns: 100 });
  });

  it('stand beside each other where two people speak at the same time', async () => {
    const long = 'I have been thinking about what you said on Monday, and about all that came of it since.';
    const segments = [
      { ...say(long, 0), speaker: 'S1' },
      { ...say('Oh, have you?', 1.3), speaker: 'S2' },
      { ...say('Let me tell you.', 7), speaker: 'S2' },
    ];
    const cues = await cut(makeTranscript(segments), false);
    expectRules(cues);
    const [first, ...others] = cues.filter(({ speaker }) => speaker === 'S1');
    const [aside, answer] = cues.filter(({ speaker }) => speaker === 'S2');
    expect(aside).toMatchObject({ start: 1.3, lines: ['Oh, have you?'] });
    expect(first?.end).toBeGreaterThan(3);
    expect(others.length).toBeGreaterThan(0);
    expect(answer?.start).toBe(7);
    const named = await cut(makeTranscript(segments));
    expectRules(named);
    const changes = named.filter(({ speaker }, index) => speaker !== named[index - 1]?.speaker);
    expect(changes.map(({ lines, speaker }) => lines[0]?.startsWith(`${speaker}:`))).toEqual(
      changes.map(() => true),
    );
    expect(changes.length).toBeGreaterThan(3);
  });

  it('end on a function word where there is no other way', async () => {
    const cues = await cut(makeTranscript([{ ...say('of '.repeat(60).trim(), 0), end: 20 }]));
    expectRules(cues);
    expect(cues.length).toBeGreaterThan(1);
  });

  it('take no abbreviation for the end of a sentence', async () => {
    const text = 'Then the long and winding story was told once more to Mr. Smith and his family.';
    expect(linesOf(await cut(makeTranscript([say(text, 0)]))).join(' / ')).not.toMatch(/Mr\. \//);
    expect(
      ['Mr.', 'г.', 'a', 'the.'].map((word, place) => isFunctionWord(word, place === 1 ? 'ru' : 'en')),
    ).toEqual([true, true, true, false]);
  });

  it('span a short pause rather than end on a function word, and no long one', async () => {
    const apart = (pause: number) =>
      makeTranscript([say('This is for the', 0), say('old house.', 1.1 + pause)]);
    expect(linesOf(await cut(apart(1.5)))).toEqual(['This is for the old house.']);
    expect(linesOf(await cut(apart(4)))).toEqual(['This is for the', 'old house.']);
  });

  it('spread segments without times of words over their letters', async () => {
    const text =
      'One sentence here, which goes on and on for as long as it can, until it is over at last, and no sooner.';
    const cues = await cut(makeTranscript([{ text, start: 10, end: 20 }]));
    expectRules(cues);
    expect(cues[0]?.start).toBe(10);
    expect(cues.at(-1)?.end).toBeGreaterThanOrEqual(19.9);
    expect(cues.length).toBeGreaterThan(1);
  });

  it('are cut between words in scripts without blanks, and not before a closing mark', async () => {
    const text =
      '「今日は天気がいいので、公園まで散歩に行きました」と彼は言いましたが、私はまだ家にいて本を読んでいました。';
    const cues = await cut(makeTranscript([{ text, start: 0, end: 9 }], { language: 'ja' }));
    expectRules(cues);
    const lines = cues.flatMap((cue) => cue.lines);
    expect(lines.join('')).toBe(text);
    for (const line of lines) expect(line).not.toMatch(/^[、。」]|「$/);
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(21);
    const thai = 'สวัสดีครับวันนี้อากาศดีมากเราไปเดินเล่นที่สวนสาธารณะกันเถอะเพราะว่าฝนไม่ตก';
    expect(
      (await cut(makeTranscript([{ text: thai, start: 0, end: 9 }]))).flatMap((cue) => cue.lines).join(''),
    ).toBe(thai);
  });

  it('keep right-to-left text and joined emoji as they are', async () => {
    const text = 'مرحبا بكم في هذا التسجيل الطويل، حيث نتحدث عن أشياء كثيرة. 👩‍👩‍👧‍👦👩‍👩‍👧‍👦';
    const cues = await cut(makeTranscript([{ text, start: 0, end: 12 }], { language: 'ar' }));
    expectRules(cues);
    expect(cues.flatMap((cue) => cue.lines).join(' ')).toBe(text);
  });

  it('name a speaker where another one begins, short enough for words beside', async () => {
    const segments = [
      { ...say('Good morning to you all.', 0), speaker: 'S1' },
      { ...say('We begin now.', 2), speaker: 'S1' },
      { ...say('Thank you.', 3.2), speaker: 'S2' },
    ];
    const speakers = [{ id: 'S2', name: `Professor\n${'Doctor '.repeat(30)}`, seconds: 1 }];
    const cues = await cut(makeTranscript(segments, { speakers }));
    expectRules(cues);
    expect(linesOf(cues)[0]).toMatch(/^S1: Good morning/);
    expect(linesOf(cues).at(-1)).toBe('Professor Doctor D…: Thank you.');
    expect(cues.at(-1)?.speaker).toMatch(/^Professor Doctor/);
    expect(linesOf(await cut(makeTranscript(segments, { speakers }), false)).at(-1)).toBe('Thank you.');
  });

  it('mark what could not be understood, when there are words for it', async () => {
    const transcript = makeTranscript([say('Before it.', 0), { start: 2, end: 30, unintelligible: true }]);
    const texts = { text: (id: string) => id };
    const marked = await makeCues(transcript, { labels: true, texts });
    expectRules(marked);
    expect(linesOf(marked).join(' ')).toBe('Before it. [unintelligible]');
    expect(linesOf(await cut(transcript))).toEqual(['Before it.']);
  });

  it('are there to be read: long enough, with two frames between, without flicker', async () => {
    const cues = await cut(makeTranscript([say('Yes.', 0), say('No, never again.', 2.5), say('Why?', 4)]));
    expect(cues.map(({ end, start }) => [start, end])).toEqual([
      [0, 0.834],
      [2.5, 3.917],
      [4, 4.834],
    ]);
  });

  it('hold no character that ends a line or a file', async () => {
    const text = 'one\u0085two\u0000three \u001c \u000b four\u2028five';
    const words = text.split(' ').map((word, index) => ({ text: word, start: index, end: index + 1 }));
    for (const segment of [
      { text, start: 0, end: 5 },
      { text, start: 0, end: 5, words },
    ]) {
      const cues = await cut(makeTranscript([segment]));
      expect(cues.flatMap(({ lines }) => lines).join(' ')).toBe('one two three four five');
    }
  });

  it('of what is no speech at all are made all the same', async () => {
    for (const text of [
      'a'.repeat(200_000),
      '今日は'.repeat(50_000),
      `a${'\u0301'.repeat(100_000)}`,
      'of '.repeat(50_000).trim(),
    ]) {
      const cues = await cut(makeTranscript([{ text, start: 0, end: 3600 }]));
      expectRules(cues.slice(0, 200));
      expect(
        cues
          .flatMap(({ lines }) => lines)
          .join('')
          .replaceAll(' ', ''),
      ).toBe(text.replaceAll(' ', ''));
    }
  });

  it('of ten hours are made while others get their turns', async () => {
    const segments = writeProse('en', 6500);
    expect(segments.flatMap(({ words }) => words).length).toBeGreaterThan(100_000);
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const cues = await cut(makeTranscript(segments));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
    expect(cues.length).toBeGreaterThan(5000);
  });
});

it('no cue outlasts the recording, however short its last word is', async () => {
  const last = say('yes indeed', 9.2);
  const cues = await cut(makeTranscript([last], { duration: 9.95 }));
  expect(cues.map(({ start, end }) => [start, end])).toEqual([[9.2, 9.95]]);
});
