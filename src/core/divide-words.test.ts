import { expect, it } from 'vitest';
import { divideWords } from './divide-words.ts';

const divide = (text: string) => divideWords(text).map(({ from, to }) => text.slice(from, to));

it.each([
  ['Hello,  world!', ['Hello,', 'world!']],
  ['我们今天去北京。好', ['我们', '今天', '去', '北京。', '好']],
  ['「はい」と言う', ['「はい」', 'と', '言う']],
  ['สวัสดีครับ คุณ', ['สวัสดี', 'ครับ', 'คุณ']],
  ['iPhone很好 ok', ['iPhone', '很好', 'ok']],
  ['안녕하세요 여러분', ['안녕하세요', '여러분']],
  ['。。', ['。。']],
  ['', []],
])('%s', (text, words) => {
  expect(divide(text)).toEqual(words);
});

it('leaves no letter out', () => {
  for (const text of ['「」（', '他说：“走吧！”然后…', '（注）ไทย?!', '1.5倍、約３割'])
    expect(divide(text).join('')).toBe(text);
});
