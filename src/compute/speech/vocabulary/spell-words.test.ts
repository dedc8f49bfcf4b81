import { describe, expect, it } from 'vitest';
import type { Spelling } from '../../../wire/task-message.ts';
import { createSpeller } from './spell-words.ts';

/** Words of 0.4 s, each 0.1 s after the one before. */
const say = (line: string) =>
  line
    .split(' ')
    .map((text, place) => ({ text, start: place * 0.5, end: Math.round((place * 0.5 + 0.4) * 10) / 10 }));
const pairs = (entries: Readonly<Record<string, string>>): Spelling[] =>
  Object.entries(entries).map(([heard, write]) => ({ heard, write }));
const spell = (line: string, entries: Readonly<Record<string, string>>) =>
  createSpeller(pairs(entries))(say(line))
    .map((word) => word.text)
    .join(' ');

describe('spelling', () => {
  it.each([
    ['мы берём гига ам сегодня', { 'гига ам': 'GigaAM' }, 'мы берём GigaAM сегодня'],
    ['Берем Гига Ам.', { 'гига ам': 'GigaAM' }, 'Берем GigaAM.'],
    ['«гига ам», говорят', { 'гига ам': 'GigaAM' }, '«GigaAM», говорят'],
    ['Еж и ёж', { ёж: 'Ёжик' }, 'Ёжик и Ёжик'],
    ['cooper netties runs', { 'cooper netties': 'Kubernetes' }, 'Kubernetes runs'],
    ['see plus plus', { 'see plus plus': 'C++' }, 'C++'],
    ['c++ is old', { 'c++': 'C plus plus' }, 'C plus plus is old'],
    ['nothing here', { absent: 'x' }, 'nothing here'],
    ['category cat', { cat: 'dog' }, 'category dog'],
    ['new york times', { 'new york': 'NY', 'new york times': 'NYT' }, 'NYT'],
    ['new york tim', { 'new york': 'NY', 'new york times': 'NYT' }, 'NY tim'],
    ['a a b a b', { 'a b': 'X' }, 'a X X'],
    ['one two', { one: 'two', two: 'one' }, 'two one'],
    ['IPhone', { iphone: 'iPhone' }, 'iPhone'],
  ])('%s, %o', (line, entries, written) => {
    expect(spell(line, entries)).toBe(written);
  });

  it('finds nothing over punctuation', () => {
    expect(spell('гига, ам гига. ам', { 'гига ам': 'GigaAM' })).toBe('гига, ам гига. ам');
  });

  it('takes the first of two entries for the same', () => {
    const speller = createSpeller([
      { heard: 'x', write: 'first' },
      { heard: 'X', write: 'second' },
    ]);
    expect(speller(say('x'))[0]?.text).toBe('first');
  });

  it('keeps the times: of one word for several, of several for one, of as many for as many', () => {
    const spellOne = (line: string, heard: string, write: string) =>
      createSpeller([{ heard, write }])(say(line)).map((word) => [word.text, word.start, word.end]);
    expect(spellOne('a гига ам b', 'гига ам', 'GigaAM')[1]).toEqual(['GigaAM', 0.5, 1.4]);
    expect(spellOne('«гига ам»,', 'гига ам', 'GigaAM')).toEqual([['«GigaAM»,', 0, 0.9]]);
    expect(spellOne('a vpn', 'vpn', 'V P N').slice(1)).toEqual([
      ['V', 0.5, 0.633],
      ['P', 0.633, 0.767],
      ['N', 0.767, 0.9],
    ]);
    expect(spellOne('jon smyth', 'jon smyth', 'John Smith')).toEqual([
      ['John', 0, 0.4],
      ['Smith', 0.5, 0.9],
    ]);
  });

  it('is as sure of what it writes as of the least sure of the words heard', () => {
    const words = say('гига ам').map((word, place) => ({ ...word, confidence: place === 0 ? 0.9 : 0.4 }));
    expect(createSpeller(pairs({ 'гига ам': 'GigaAM' }))(words)[0]?.confidence).toBe(0.4);
  });

  it('finds entries inside words of writings without blanks', () => {
    const speller = createSpeller(pairs({ 北京: 'BJ' }));
    expect(speller(say('我们去北京玩。 北京')).map((word) => word.text)).toEqual([
      '我们去',
      'BJ',
      '玩。',
      'BJ',
    ]);
    expect(speller(say('北 京')).map((word) => word.text)).toEqual(['BJ']);
  });

  it('leaves alone what makes no sense', () => {
    expect(spell('a b', { ' ': 'x', '...': 'y', b: '  ' })).toBe('a b');
    expect(createSpeller([])(say('a b'))).toEqual(say('a b'));
    expect(createSpeller(pairs({ a: 'b' }))([])).toEqual([]);
  });

  it('takes 500 entries over 100,000 words, the most tedious ones too', () => {
    const entries = Array.from({ length: 500 }, (_, place) => ({
      heard: `${'ab '.repeat(32)}end${place}`,
      write: 'x',
    }));
    const words = Array.from({ length: 100_000 }, () => ({ text: 'ab', start: 0, end: 0 }));
    const steps = { looked: 0 };
    const counted = words.map((word) => ({
      ...word,
      get text() {
        steps.looked++;
        return 'ab';
      },
    }));
    expect(createSpeller(entries)(counted)).toHaveLength(100_000);
    // Each word's text is read a few times, however many entries there are.
    expect(steps.looked).toBeLessThan(10 * words.length);
  });
});
