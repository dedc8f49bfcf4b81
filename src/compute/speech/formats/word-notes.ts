import type { WrittenTranscript } from '../transcript.ts';
import type { FormatOptions } from './format-options.ts';

/** The notes as sentences, each on one line; none without texts, and none where they are told elsewhere. */
export function wordNotes(transcript: WrittenTranscript, { notes = true, texts }: FormatOptions): string[] {
  if (!texts || !notes) return [];
  return transcript.notes.map((note) =>
    (note.text ?? texts.text(`note-${note.code}`, note.args)).replace(/\s+/g, ' '),
  );
}
