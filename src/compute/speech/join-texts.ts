/** Puts words or sentences side by side: with a blank between, but none inside scripts that are written without. */
export function joinTexts(parts: readonly string[]): string {
  const joined: string[] = [];
  for (const part of parts) {
    const next = part.trim();
    if (next === '') continue;
    const last = joined.at(-1);
    if (last !== undefined && needsBlank(last, next)) joined.push(' ');
    joined.push(next);
  }
  return joined.join('');
}

/** Whether a blank stands between the two; neither begins or ends with one. */
export function needsBlank(before: string, after: string): boolean {
  return !(withoutBlanks.test(before.slice(-2)) && startsWithoutBlanks.test(after));
}

const scripts =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const marks = '、。，！？：；「」『』（）《》〈〉・ー';
const withoutBlanks = new RegExp(`[${scripts}${marks}]$`, 'u');
const startsWithoutBlanks = new RegExp(`^[${scripts}${marks}]`, 'u');

/** Whether a text is written, in part at least, in a script without blanks between words. */
export function isWithoutBlanks(text: string): boolean {
  return someWithoutBlanks.test(text);
}
const someWithoutBlanks = new RegExp(`[${scripts}]`, 'u');
