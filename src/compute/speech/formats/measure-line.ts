/** Columns of a line: the rule of the large broadcasters for letters. A wide character takes two, so 21 of them fit. */
export const lineColumns = 42;

/**
 * Columns that a text takes: 1 for each code point, 2 for the wide ones of East Asia and for emoji. Marks that stand on
 * other letters count too, so no line is longer than it looks.
 */
export function measureColumns(text: string): number {
  let columns = 0;
  for (const letter of text) columns += isWide(letter.codePointAt(0) ?? 0) ? 2 : 1;
  return columns;
}

function isWide(code: number): boolean {
  if (code < 0x1100) return false;
  return wide.some(([first, last]) => code >= first && code <= last);
}

const wide = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
] as const;
