import { formatTimestamp } from '../../../core/time.ts';
import type { Transcript } from '../transcript.ts';
import type { FormatOptions } from './format-options.ts';
import { makeCues } from './make-cues.ts';
import { wordNotes } from './word-notes.ts';

/** WebVTT; `&`, `<` and `>` are escaped, so no text can end a cue or open a tag. With `texts` the notes are comments. */
export function formatVtt(transcript: Transcript, options: FormatOptions = {}): string {
  const notes = wordNotes(transcript, options).map((note) => `NOTE ${escapeText(note)}\n`);
  const cues = makeCues(transcript.segments).map(
    (cue) =>
      `${formatTimestamp(cue.start, '.')} --> ${formatTimestamp(cue.end, '.')}\n${cue.lines.map(escapeText).join('\n')}\n`,
  );
  return ['WEBVTT\n', ...notes, ...cues].join('\n');
}

function escapeText(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
