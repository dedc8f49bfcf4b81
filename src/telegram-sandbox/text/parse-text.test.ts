import { expect, test } from 'vitest';
import { readFormatted } from './read-text.ts';

/** Entities as their words: easier to read than numbers. */
function read(mode: string, source: string) {
  const { text, entities } = readFormatted(source, mode, undefined);
  return {
    text,
    marks: entities.map(({ type, offset, length, ...more }) => [
      type,
      text.slice(offset, offset + length),
      more,
    ]),
  };
}

test.each([
  [
    '<b>bold</b> <strong>too</strong>',
    'bold too',
    [
      ['bold', 'bold', {}],
      ['bold', 'too', {}],
    ],
  ],
  [
    '<b>one <i>two</i></b>',
    'one two',
    [
      ['bold', 'one two', {}],
      ['italic', 'two', {}],
    ],
  ],
  ['<a href="http://example.com">x</a>', 'x', [['text_link', 'x', { url: 'http://example.com/' }]]],
  ['<pre><code class="language-ts">a &lt; b</code></pre>', 'a < b', [['pre', 'a < b', { language: 'ts' }]]],
  ['<code>1</code>', '1', [['code', '1', {}]]],
  ['<blockquote expandable>long</blockquote>', 'long', [['expandable_blockquote', 'long', {}]]],
  ['<span class="tg-spoiler">x</span>', 'x', [['spoiler', 'x', {}]]],
  ['&amp;&quot;&#128512;&#x41;&nbsp;', '&"😀A&nbsp;', []],
])('HTML %s', (source, text, marks) => {
  expect(read('HTML', source)).toEqual({ text, marks });
});

test.each([
  ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
  ['я<c>x</c>', 'Unsupported start tag "c" at byte offset 2'],
  ['<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
  ['x</b>', 'Unexpected end tag at byte offset 1'],
  ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ['1 < 2', 'Unsupported start tag "" at byte offset 2'],
])('HTML %s is refused', (source, sentence) => {
  expect(() => read('HTML', source)).toThrow(`Bad Request: can't parse entities: ${sentence}`);
});

test.each([
  [
    '*bold* _italic_ __under__ ~gone~ ||hidden||',
    'bold italic under gone hidden',
    ['bold', 'italic', 'underline', 'strikethrough', 'spoiler'],
  ],
  ['*bold _both_*', 'bold both', ['bold', 'italic']],
  ['[words](http://example.com/a\\)b)', 'words', ['text_link']],
  ['`a*b`', 'a*b', ['code']],
  ['```ts\nlet x\n```', 'let x', ['pre']],
  ['>one\n>two\nthree', 'one\ntwo\nthree', ['blockquote']],
  ['>one\n>two||', 'one\ntwo', ['expandable_blockquote']],
  ['1\\. \\*plain\\*', '1. *plain*', []],
])('MarkdownV2 %j', (source, text, types) => {
  const result = read('MarkdownV2', source);
  expect(result.text).toBe(text);
  expect(result.marks.map(([type]) => type)).toEqual(types);
});

test.each([
  ['1. first', "Character '.' is reserved and must be escaped with the preceding '\\'"],
  ['*bold', "Can't find end of Bold entity at byte offset 0"],
  ['`code', "Can't find end of Code entity at byte offset 0"],
])('MarkdownV2 %s is refused', (source, sentence) => {
  expect(() => read('MarkdownV2', source)).toThrow(`Bad Request: can't parse entities: ${sentence}`);
});

test('the old Markdown has bold, italic, code and links', () => {
  expect(read('Markdown', '*b* _i_ `c` [l](http://example.com/) \\*')).toEqual({
    text: 'b i c l *',
    marks: [
      ['bold', 'b', {}],
      ['italic', 'i', {}],
      ['code', 'c', {}],
      ['text_link', 'l', { url: 'http://example.com/' }],
    ],
  });
  expect(() => read('Markdown', 'a *b')).toThrow("Can't find end of the entity starting at byte offset 2");
});

test('another parse mode is refused', () => {
  expect(() => read('BBCode', 'x')).toThrow('Bad Request: unsupported parse_mode');
});
