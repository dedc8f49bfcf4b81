/**
 * How well what was typed names one of some texts: 0 not at all, the more the better. Every word of it has to be in one
 * text, at the beginning of a word best of all, else its letters one behind the other. What was typed with the
 * keyboard in the other language counts as well.
 */
export function matchWords(typed: string, texts: readonly string[]): number {
  const words = split(typed);
  if (words.length === 0) return 1;
  const folded = texts.map(fold);
  return Math.max(
    ...folded.map((text) => scoreAll(words, text)),
    ...folded.map((text) => 0.8 * scoreAll(split(swapLayout(typed)), text)),
  );
}

function scoreAll(words: readonly string[], text: string): number {
  const scores = words.map((word) => score(word, text));
  return words.length === 0 || scores.includes(0)
    ? 0
    : scores.reduce((sum, one) => sum + one, 0) / words.length;
}

function score(word: string, text: string): number {
  const place = text.indexOf(word);
  if (place === 0) return 4;
  if (text.includes(` ${word}`)) return 3;
  if (place > 0) return word.length > 1 ? 2 : 0;
  return word.length > 2 && isScattered(word, text) ? 1 : 0;
}

/** Whether the letters come in this order, the first of them at the beginning of a word. */
function isScattered(word: string, text: string): boolean {
  const first = ` ${text}`.indexOf(` ${word[0]}`);
  if (first < 0) return false;
  let at = first;
  for (const letter of word) {
    const next = text.indexOf(letter, at);
    if (next < 0 || next - at > mostBetween) return false;
    at = next + 1;
  }
  return true;
}

/** Letters that may be left out between two. */
const mostBetween = 6;

function split(typed: string): string[] {
  return fold(typed).split(' ').filter(Boolean);
}

/** Small letters, ё as е, and spaces for all that is no letter and no number. */
function fold(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

const latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const cyrillic = 'йцукенгшщзхъфывапролджэячсмитьбюё';

/** The same keys of the other layout: `pfgbcb` is `записи`. */
function swapLayout(typed: string): string {
  return [...typed.toLowerCase()]
    .map((sign) => {
      const [there, here] = [cyrillic.indexOf(sign), latin.indexOf(sign)];
      return there >= 0 ? latin[there] : here >= 0 ? cyrillic[here] : sign;
    })
    .join('');
}
