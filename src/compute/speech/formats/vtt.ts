import { formatTimestamp } from '../../../core/time.ts';
import type { Transcript } from '../transcript.ts';
import type { FormatOptions } from './index.ts';
import { makeCues } from './make-cues.ts';

/** WebVTT; `&`, `<` and `>` are escaped, so no text can end a cue or open a tag. With `texts` the notes are comments. */
export function formatVtt(transcript: Transcript, options: FormatOptions = {}): string {
  const { texts } = options;
  const notes = texts
    ? transcript.notes.map(
        (note) => `NOTE ${escapeText(note.text ?? texts.text(`note-${note.code}`, note.args))}\n`,
      )
    : [];
  const cues = makeCues(transcript.segments).map(
    (cue) =>
      `${formatTimestamp(cue.start, '.')} --> ${formatTimestamp(cue.end, '.')}\n${cue.lines.map(escapeText).join('\n')}\n`,
  );
  return ['WEBVTT\n', ...notes, ...cues].join('\n');
}

function escapeText(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
