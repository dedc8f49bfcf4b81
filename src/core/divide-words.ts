/** Where a word lies in a text. */
export interface WordSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * The words of a text: by blanks, and in writings without blanks by the dictionary. Marks belong to the word before
 * them, and those that open to the one behind; no letter is left out.
 */
export function divideWords(text: string): WordSpan[] {
  return [...text.matchAll(/\S+/g)].flatMap(({ 0: chunk, index }) =>
    withoutBlanks.test(chunk) ? divideChunk(chunk, index) : [{ from: index, to: index + chunk.length }],
  );
}

const withoutBlanks =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

function divideChunk(chunk: string, offset: number): WordSpan[] {
  const spans: { from: number; to: number }[] = [];
  let opened = 0;
  for (const { segment, index, isWordLike } of segmenter.segment(chunk)) {
    const last = spans.at(-1);
    if (isWordLike) {
      spans.push({ from: offset + index - opened, to: offset + index + segment.length });
      opened = 0;
    } else if (/^[\p{Ps}\p{Pi}]+$/u.test(segment) || !last) opened += segment.length;
    else last.to += segment.length;
  }
  const last = spans.at(-1);
  if (last) last.to = offset + chunk.length;
  return spans.length > 0 ? spans : [{ from: offset, to: offset + chunk.length }];
}
