import type { Texts } from '../../../texts/texts.ts';

/** UTF-16 units of a line where it stands among others. */
const longestLine = 400;

/** The words of a doubtful line, or that nobody understood it. */
export function describeLine({ text }: { readonly text: string }, texts: Texts): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line === '') return texts.text('bot-doubtful-nothing');
  return line.length <= longestLine ? line : `${line.slice(0, longestLine - 1).toWellFormed()}…`;
}
