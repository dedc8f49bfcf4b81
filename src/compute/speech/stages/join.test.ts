import { describe, expect, it } from 'vitest';
import type { RecognisedPiece } from '../../../ports/speech-engine.ts';
import type { HeardPiece } from '../hearing/heard-piece.ts';
import { type JoinedPiece, join } from './join.ts';
import type { Recognised } from './recognise.ts';

async function* stream(items: readonly Recognised[]) {
  yield* items;
}
const second = 16_000;

function heard(index: number, start: number, end: number, result: RecognisedPiece): Recognised {
  return {
    kind: 'heard',
    index,
    start: start * second,
    end: end * second,
    overlap: 0,
    overlapAfter: 0,
    timed: true,
    parts: [{ from: 0, to: (end - start) * second, result }],
  };
}

/** Words of 0.3 s, each 0.1 s after the one before; `|1.5` makes a pause of 1.5 s. */
function say(line: string): RecognisedPiece {
  let time = 0;
  const words = line.split(' ').flatMap((part) => {
    if (part.startsWith('|')) {
      time += Number(part.slice(1)) - 0.1;
      return [];
    }
    const word = { text: part, start: time, end: time + 0.3 };
    time += 0.4;
    return [word];
  });
  return { text: words.map((word) => word.text).join(' '), words };
}

async function texts(line: string): Promise<string[]> {
  const [joined] = await Array.fromAsync(join(stream([heard(0, 0, 600, say(line))]), { firstSegment: 0 }));
  return (joined as JoinedPiece).segments.map((segment) => segment.text);
}

describe('joining', () => {
  it.each([
    ['One two. Three four? Yes!', ['One two.', 'Three four?', 'Yes!']],
    ['Dr. Smith met J. K. Rowling, etc. and left.', ['Dr. Smith met J. K. Rowling, etc. and left.']],
    ['Родился А. С. Пушкин. Жил на ул. Мойка.', ['Родился А. С. Пушкин.', 'Жил на ул. Мойка.']],
    ['«Так.» Он встал… Ушёл.', ['«Так.»', 'Он встал…', 'Ушёл.']],
    ['no marks here |0.9 only pauses |0.3 small', ['no marks here', 'only pauses small']],
    ['A comma, |1 no end |2.5 but silence.', ['A comma, no end', 'but silence.']],
    ['你好 世界。 再见', ['你好世界。', '再见']],
    ['我们今天去北京。你呢？我也去！', ['我们今天去北京。', '你呢？', '我也去！']],
    ['今日は 晴れです。 「はい」と 言う。', ['今日は晴れです。', '「はい」と言う。']],
    ['¿Cómo estás? ¡Muy bien! Sí…', ['¿Cómo estás?', '¡Muy bien!', 'Sí…']],
    ['Я думал… нет, не знаю. Вот...', ['Я думал… нет, не знаю.', 'Вот...']],
    ['«Куда?» спросил он. «Домой.» Она ушла.', ['«Куда?» спросил он.', '«Домой.»', 'Она ушла.']],
    ['"Yes." she said. "No."', ['"Yes." she said.', '"No."']],
    ['आप कैसे हैं? मैं ठीक हूँ। धन्यवाद', ['आप कैसे हैं?', 'मैं ठीक हूँ।', 'धन्यवाद']],
    ['كيف حالك؟ بخير', ['كيف حالك؟', 'بخير']],
  ])('makes sentences of "%s"', async (line, sentences) => {
    expect(await texts(line)).toEqual(sentences);
  });

  it('keeps nothing of an engine’s answer that cannot be stored as text', async () => {
    const words = ['on\u0000e', '\u0000', 'tw\ud800o.'].map((text, index) => ({
      text,
      start: index,
      end: index + 0.5,
    }));
    const spoken = [
      heard(0, 0, 10, { text: '', words }),
      heard(1, 10, 20, { text: 'three\u0000four\u001b', words: [] }),
    ];
    const joined = await Array.fromAsync(join(stream(spoken), { firstSegment: 0 }));
    const segments = joined.flatMap((item) => (item as JoinedPiece).segments);
    expect(segments.map((segment) => segment.text)).toEqual(['on e tw\ufffdo.', 'three four']);
    expect(segments[0]?.words.map((word) => word.text)).toEqual(['on', 'e', 'tw\ufffdo.']);
  });

  it('divides what is too long to read at once', async () => {
    const long = await texts(
      Array.from({ length: 120 }, (_, index) => `word${index}${index === 60 ? ',' : ''}`).join(' '),
    );
    expect(long.every((text) => text.length <= 240)).toBe(true);
    expect(long.some((text) => text.endsWith('word60,'))).toBe(true);
    expect(long.join(' ').split(' ')).toHaveLength(120);
  });

  it('counts times from the start of the recording and numbers on from those stored', async () => {
    const items: Recognised[] = [
      { kind: 'stored', index: 0, end: 5 * second },
      { kind: 'silence', until: 9 * second },
      heard(1, 10, 20, say('One. Two.')),
      heard(2, 30, 40, say('Three.')),
    ];
    const joined = await Array.fromAsync(join(stream(items), { firstSegment: 7 }));
    expect(joined.slice(0, 2)).toEqual([
      { kind: 'passed', processed: 5, index: 0 },
      { kind: 'passed', processed: 9 },
    ]);
    const segments = joined.flatMap((item) => (item.kind === 'joined' ? item.segments : []));
    expect(segments.map(({ index, start, end }) => [index, start, end])).toEqual([
      [7, 10, 10.3],
      [8, 10.4, 10.7],
      [9, 30, 30.3],
    ]);
  });

  it('keeps words that an engine put outside their piece, or out of order, inside', async () => {
    const words = [
      { text: 'early', start: -1, end: 0.2 },
      { text: 'back', start: 0.1, end: 0.05 },
      { text: ' ', start: 0.2, end: 0.3 },
      { text: 'never', start: Number.NaN, end: 0.4, confidence: 1.2 },
      { text: 'late', start: 3, end: 9 },
    ];
    const [joined] = await Array.fromAsync(
      join(stream([heard(0, 100, 102, { text: 'x', words })]), { firstSegment: 0 }),
    );
    const placed = (joined as JoinedPiece).segments.flatMap((segment) => segment.words);
    expect(placed.map((word) => [word.text, word.start, word.end])).toEqual([
      ['early', 100, 100.2],
      ['back', 100.1, 100.1],
      ['never', 100.1, 100.4],
      ['late', 102, 102],
    ]);
    expect(placed[2]?.confidence).toBe(1);
  });

  it('shares a piece among sentences where the engine gives no word times', async () => {
    const [joined] = await Array.fromAsync(
      join(stream([heard(0, 10, 20, { text: 'One two. Six.', words: [] })]), { firstSegment: 0 }),
    );
    const { segments } = joined as JoinedPiece;
    expect(segments.map((segment) => segment.text)).toEqual(['One two.', 'Six.']);
    expect([segments[0]?.start, segments.at(-1)?.end]).toEqual([10, 20]);
    expect(segments[0]?.end).toBe(segments[1]?.start);
  });

  it('shares out a text without blanks as well', async () => {
    const text = '我们今天去北京。你呢？';
    const [joined] = await Array.fromAsync(
      join(stream([heard(0, 0, 11, { text, words: [] })]), { firstSegment: 0 }),
    );
    const { segments } = joined as JoinedPiece;
    expect(segments.map(({ text: said, start, end }) => [said, start, end])).toEqual([
      ['我们今天去北京。', 0, 8],
      ['你呢？', 8, 11],
    ]);
  });

  it('says who speaks where each has a channel, and in which language', async () => {
    const answer = (line: string, language: string) => ({ ...say(line), language });
    const items: Recognised[] = [
      { ...heard(0, 0, 5, answer('Hello there.', 'en')), channel: 0 } as Recognised,
      { ...heard(1, 1, 6, answer('Привет.', 'ru')), channel: 1 } as Recognised,
    ];
    const joined = await Array.fromAsync(join(stream(items), { firstSegment: 0 }));
    const segments = joined.flatMap((item) => (item as JoinedPiece).segments);
    expect(segments.map(({ speaker, language }) => [speaker, language])).toEqual([
      ['S1', 'en'],
      ['S2', 'ru'],
    ]);
  });

  it('marks what could not be understood, at its place between the words', async () => {
    const piece: Recognised = {
      ...(heard(0, 10, 20, say('')) as HeardPiece),
      parts: [
        { from: 0, to: 4 * second, result: say('One two.') },
        { from: 4 * second, to: 10 * second },
      ],
    };
    const [joined] = await Array.fromAsync(join(stream([piece]), { firstSegment: 3 }));
    expect((joined as JoinedPiece).segments).toMatchObject([
      { index: 3, text: 'One two.', start: 10, end: 10.7 },
      { index: 4, text: '', start: 14, end: 20, unintelligible: true, words: [] },
    ]);
  });

  it('writes words as the vocabulary has them, also over the halves of a piece', async () => {
    const piece: Recognised = {
      ...(heard(0, 0, 10, say('')) as HeardPiece),
      parts: [
        { from: 0, to: second, result: say('Это гига') },
        { from: second, to: 10 * second, result: say('ам, да.') },
      ],
    };
    const spellings = [{ heard: 'гига ам', write: 'GigaAM' }];
    const [joined] = await Array.fromAsync(join(stream([piece]), { firstSegment: 0, spellings }));
    const [segment] = (joined as JoinedPiece).segments;
    expect(segment?.text).toBe('Это GigaAM, да.');
    expect(segment?.words[1]).toEqual({ text: 'GigaAM,', start: 0.4, end: 1.3 });
  });

  it('makes an empty list of nothing', async () => {
    const [joined] = await Array.fromAsync(
      join(stream([heard(3, 0, 1, { text: ' ', words: [] })]), { firstSegment: 0 }),
    );
    expect(joined).toMatchObject({ kind: 'joined', index: 3, segments: [], processed: 1 });
  });
});
