import { formatTimestamp } from '../../../core/time.ts';
import type { WrittenTranscript } from '../transcript.ts';
import type { FormatOptions } from './format-options.ts';
import { makeParagraphs, type Paragraph } from './paragraphs.ts';
import { wordNotes } from './word-notes.ts';

/**
 * Paragraphs with an empty line between, each speaker's own: `[00:01:05] Ann: …`, the time where it is asked for. With
 * `texts` the notes come first, in brackets.
 */
export function formatTxt(transcript: WrittenTranscript, options: FormatOptions = {}): string {
  const notes = wordNotes(transcript, options).map((note) => `[${note}]`);
  const paragraphs = makeParagraphs(transcript, options).map((one) => write(one, options.times ?? false));
  const blocks = [...notes, ...paragraphs];
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

function write({ speaker, start, text }: Paragraph, times: boolean): string {
  const time = times ? `[${formatTimestamp(Math.floor(start), '.').slice(0, -4)}] ` : '';
  return `${time}${speaker ? `${speaker}: ` : ''}${text}`;
}
