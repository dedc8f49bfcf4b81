/** Puts words or sentences side by side: with a blank between, but none inside scripts that are written without. */
export function joinTexts(parts: readonly string[]): string {
  return parts.reduce((line, part) => {
    const next = part.trim();
    if (line === '' || next === '') return line + next;
    return withoutBlanks.test(line.slice(-2)) && startsWithoutBlanks.test(next)
      ? line + next
      : `${line} ${next}`;
  }, '');
}

const scripts =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const marks = '、。，！？：；「」『』（）《》〈〉・ー';
const withoutBlanks = new RegExp(`[${scripts}${marks}]$`, 'u');
const startsWithoutBlanks = new RegExp(`^[${scripts}${marks}]`, 'u');
