import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TextEntity } from '../../wire/chat.ts';
import { type RichText, splitText, takeBeginning, takeEnding } from './split-text.ts';

const plain = (text: string): RichText => ({ text, entities: [] });
const textsOf = (parts: readonly RichText[]) => parts.map((part) => part.text);
const squeeze = (text: string) => text.replaceAll(/\s+/g, '');

/** What recordings in many scripts give: words, marks, emoji of several characters, accents that are put on top. */
const someText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'Да.',
        'Hello, world!',
        '你好。',
        '👩‍👩‍👧‍👦',
        'é',
        'नमस्ते',
        '\n\n',
        'слово',
        'a',
        '🇷🇺🇩🇪',
        '…',
      ),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(' '));

describe('splitting a text', () => {
  test('a short one stays as it is', () => {
    expect(splitText(plain(' Just this. '))).toEqual([plain('Just this.')]);
    expect(splitText(plain(' \n '))).toEqual([]);
  });

  test('sentences stay whole, and words where a sentence is too long', () => {
    expect(textsOf(splitText(plain('One two. Three four. Five six seven.'), 21))).toEqual([
      'One two. Three four.',
      'Five six seven.',
    ]);
    expect(textsOf(splitText(plain('one two three four five'), 10))).toEqual([
      'one two',
      'three four',
      'five',
    ]);
    expect(textsOf(splitText(plain('Да. Нет! Может быть? Посмотрим.'), 13))).toEqual([
      'Да. Нет!',
      'Может быть?',
      'Посмотрим.',
    ]);
  });

  test('a paragraph that ends late is preferred to a sentence', () => {
    expect(textsOf(splitText(plain('First one.\n\nNext. And more of it.'), 18))).toEqual([
      'First one.',
      'Next.',
      'And more of it.',
    ]);
  });

  test('a family of four is not torn apart', () => {
    const family = '👩‍👩‍👧‍👦';
    const parts = textsOf(splitText(plain(family.repeat(10)), 30));
    expect(parts.join('')).toBe(family.repeat(10));
    expect(parts.every((part) => part.length % family.length === 0)).toBe(true);
  });

  test('a character longer than a part ends between its code points', () => {
    const tower = `😀${'\u0301'.repeat(50)}`;
    const parts = textsOf(splitText(plain(tower), 20));
    expect(parts.join('')).toBe(tower);
    expect(parts.every((part) => part.isWellFormed() && part.length <= 20)).toBe(true);
  });

  test('an entity goes to the next part, and a long one goes on there', () => {
    const text = 'one two three four';
    const bold: TextEntity = { type: 'bold', offset: 8, length: 10 };
    expect(splitText({ text, entities: [{ ...bold, length: 5 }] }, 12)).toEqual([
      plain('one two'),
      { text: 'three four', entities: [{ ...bold, offset: 0, length: 5 }] },
    ]);
    expect(splitText({ text, entities: [bold] }, 13)[0]?.entities).toEqual([{ ...bold, length: 5 }]);
    const quote: TextEntity = { type: 'expandable_blockquote', offset: 0, length: text.length };
    for (const part of splitText({ text, entities: [quote] }, 10)) {
      expect(part.entities).toEqual([{ ...quote, length: part.text.length }]);
    }
  });

  test('whatever the text: nothing is lost, nothing is too long, nothing is torn', () => {
    const whole = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    fc.assert(
      fc.property(someText, fc.integer({ min: 40, max: 300 }), (text, limit) => {
        const parts = textsOf(splitText(plain(text), limit));
        expect(squeeze(parts.join(''))).toBe(squeeze(text));
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part).toBe(part.trim());
          expect(part.length).toBeGreaterThan(0);
          if (text.isWellFormed()) expect(part.isWellFormed()).toBe(true);
        }
        const longest = Math.max(0, ...Array.from(whole.segment(text), ({ segment }) => segment.length));
        if (longest > limit) return;
        const starts = new Set(Array.from(whole.segment(text), ({ index }) => index));
        let at = 0;
        for (const part of parts) {
          at = text.indexOf(part, at);
          expect(starts.has(at)).toBe(true);
          at += part.length;
        }
      }),
    );
  });

  test('whatever the entities: each covers the same characters as before, and short ones stay whole', () => {
    const some = fc.tuple(
      someText,
      fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 15 })), { maxLength: 8 }),
    );
    fc.assert(
      fc.property(some, ([text, spans]) => {
        const entities = spans
          .filter(([offset, length]) => offset + length <= text.length)
          .map(([offset, length]): TextEntity => ({ type: 'bold', offset, length }));
        const parts = splitText({ text, entities }, 80);
        for (const part of parts) {
          for (const { offset, length } of part.entities) {
            expect(offset).toBeGreaterThanOrEqual(0);
            expect(length).toBeGreaterThan(0);
            expect(offset + length).toBeLessThanOrEqual(part.text.length);
          }
        }
        const covered = (ones: readonly RichText[]) =>
          ones.flatMap((one) =>
            one.entities.map((entity) => squeeze(one.text.substr(entity.offset, entity.length))),
          );
        const before = covered([{ text, entities }]).join('').length;
        expect(covered(parts).join('').length).toBe(before);
      }),
    );
  });

  test('a megabyte is split in its stride', () => {
    const text = 'Это предложение из семи простых слов подряд. '.repeat(25_000);
    const parts = splitText(plain(text));
    expect(squeeze(textsOf(parts).join('')).length).toBe(squeeze(text).length);
    expect(parts.every((part) => part.text.endsWith('.'))).toBe(true);
  });
});

test('the beginning of a text is its first part', () => {
  expect(takeBeginning(plain('One. Two. Three.'), 11)).toEqual({ part: plain('One. Two.'), isWhole: false });
  expect(takeBeginning(plain('One.'), 11)).toEqual({ part: plain('One.'), isWhole: true });
});

describe('the ending of a text', () => {
  test('begins with a sentence, or with a word', () => {
    expect(takeEnding('One two. Three four. Five.', 21)).toBe('… Three four. Five.');
    expect(takeEnding('one two three four five six', 14)).toBe('… five six');
    expect(takeEnding(' whole ', 10)).toBe('whole');
  });

  test('is never too long and never torn', () => {
    fc.assert(
      fc.property(someText, fc.integer({ min: 40, max: 200 }), (text, limit) => {
        const ending = takeEnding(text, limit);
        expect(ending.length).toBeLessThanOrEqual(limit);
        if (text.isWellFormed()) expect(ending.isWellFormed()).toBe(true);
        expect(text.trim().endsWith(ending.replace(/^… /, ''))).toBe(true);
      }),
    );
  });
});
