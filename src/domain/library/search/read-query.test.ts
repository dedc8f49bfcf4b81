import { describe, expect, test } from 'vitest';
import { hitEnd, hitStart, markHits } from './mark-hits.ts';
import { readQuery } from './read-query.ts';

describe('a query', () => {
  test.each([
    ['встреча во вторник', '"встреча" "во" "вторник"', false],
    ['Ёлка -Вторник', '"елка" -"вторник"', false],
    ['"to be" or not', '"to be" "or" "not"', true],
    ['"to be" OR beer', '"to be" or "beer"', true],
    ['кот ИЛИ пёс', '"кот" or "пес"', false],
    ['по-русски 3,14 covid-19', '"по русски" "3 14" "covid 19"', false],
    ['-"нет такого" да', '-"нет такого" "да"', true],
    ['не"закрыто до конца', '"не" "закрыто до конца"', true],
    ['OR one OR', '"one"', false],
    ['half\ud83d character', '"half" "character"', false],
  ])('%s', (typed, text, exact) => {
    expect(readQuery(typed)).toEqual({ text, exact });
  });

  test.each(['', ' ', '"', '""', '-', '-word', '- -', '🎤', 'OR', '\0', '!&|<->'])(
    'without a word that could be found is none: %j',
    (typed) => {
      expect(readQuery(typed)).toBeUndefined();
    },
  );

  test('has an end', () => {
    expect(readQuery('x '.repeat(5_000))?.text.split(' ')).toHaveLength(32);
    expect(readQuery('"'.repeat(10_000))).toBeUndefined();
    expect(readQuery('x'.repeat(10_000))).toBeUndefined();
  });
});

describe('marks', () => {
  const mark = (text: string) => text.replaceAll('[', hitStart).replaceAll(']', hitEnd);
  const show = (text: string, marked: string) =>
    markHits(text, mark(marked))
      .snippet.map(({ hit, text: part }) => (hit ? `[${part}]` : part))
      .join('');

  test('stand in the text as it is', () => {
    expect(show('🎤 Ёлка, ёлка!', '🎤 [елка], [елка]!')).toBe('🎤 [Ёлка], [ёлка]!');
    expect(markHits('🎤 Ёлка', mark('🎤 [елка]')).firstHit).toBe(3);
    expect(markHits('nothing', 'nothing')).toEqual({
      snippet: [{ text: 'nothing', hit: false }],
      firstHit: undefined,
    });
  });

  test('are shown with what stands around them where the text is long', () => {
    const text = `${'before '.repeat(100)}here ${'behind '.repeat(100)}`;
    const shown = show(text, text.replace('here', '[here]'));
    expect(shown).toMatch(/^…(before )+\[here\] (behind ?)+…$/);
    expect(shown.length).toBeLessThan(310);
  });
});
