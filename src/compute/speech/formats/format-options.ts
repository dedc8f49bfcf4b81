import type { NoteTexts } from '../assemble-transcript.ts';

export interface FormatOptions {
  /**
   * Words what the reader's language decides: notes, speakers without a name, marks for what could not be understood.
   * Without, notes and such speech are left out and speakers are called by their ids.
   */
  readonly texts?: NoteTexts;
  /** False where notes are told elsewhere: txt and vtt leave them out then. */
  readonly notes?: boolean;
  /** Begins each paragraph of txt with its time. */
  readonly times?: boolean;
  /** Heading of a document: the name of the recording. */
  readonly title?: string;
  /** Of the recording, told in documents. */
  readonly date?: Date;
}
