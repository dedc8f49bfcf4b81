import type { NoteTexts } from '../assemble-transcript.ts';
import type { Transcript } from '../transcript.ts';

export interface FormatOptions {
  /** Words the transcript's notes for `txt` and `vtt`, which leave them out otherwise. */
  readonly texts?: NoteTexts;
}

/** The notes as sentences, each on one line; none without texts. */
export function wordNotes(transcript: Transcript, { texts }: FormatOptions): string[] {
  if (!texts) return [];
  return transcript.notes.map((note) =>
    (note.text ?? texts.text(`note-${note.code}`, note.args)).replace(/\s+/g, ' '),
  );
}
