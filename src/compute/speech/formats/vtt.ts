import { formatTimestamp } from '../../../core/time.ts';
import type { WrittenTranscript } from '../transcript.ts';
import type { FormatOptions } from './format-options.ts';
import { makeCues } from './make-cues.ts';
import { wordNotes } from './word-notes.ts';

/**
 * WebVTT, with a voice tag where the speaker is known. `&`, `<` and `>` are escaped, so no text and no name can end a
 * cue or open a tag. With `texts` the notes are comments.
 */
export async function formatVtt(transcript: WrittenTranscript, options: FormatOptions = {}): Promise<string> {
  const { texts } = options;
  const notes = wordNotes(transcript, options).map((note) => `NOTE ${escapeText(note)}\n`);
  const cues = (await makeCues(transcript, { labels: false, ...(texts ? { texts } : {}) })).map(
    ({ end, lines, speaker, start }) => {
      const voice = speaker === undefined ? '' : `<v ${escapeText(speaker)}>`;
      const times = `${formatTimestamp(start, '.')} --> ${formatTimestamp(end, '.')}`;
      return `${times}\n${voice}${lines.map(escapeText).join('\n')}\n`;
    },
  );
  return ['WEBVTT\n', ...notes, ...cues].join('\n');
}

function escapeText(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
