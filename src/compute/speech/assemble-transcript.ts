import type { Note, Segment } from '../../wire/event-message.ts';
import { joinTexts } from './join-texts.ts';
import type { Speaker, Transcript } from './transcript.ts';

/** What words a note: `Texts` of the catalogue, or nothing. */
export interface NoteTexts {
  text(id: string, args?: Record<string, string | number>): string;
}

export interface TranscriptParts
  extends Pick<Transcript, 'language' | 'duration' | 'engine' | 'model' | 'quality'> {
  readonly notes: readonly Note[];
  readonly segments: readonly Segment[];
  /** Of a stored transcript. */
  readonly version?: number;
  readonly speakers?: readonly Speaker[];
}

/** Puts a finished transcript together; segments may come in any order. With `texts` each note is worded. */
export function assembleTranscript(parts: TranscriptParts, texts?: NoteTexts): Transcript {
  const segments = parts.segments.toSorted((a, b) => a.index - b.index);
  return {
    language: parts.language,
    duration: parts.duration,
    engine: parts.engine,
    model: parts.model,
    quality: parts.quality,
    ...(parts.version === undefined ? {} : { version: parts.version }),
    ...(parts.speakers === undefined || parts.speakers.length === 0
      ? {}
      : { speakers: parts.speakers.map(presentSpeaker) }),
    notes: parts.notes.map((note) =>
      texts ? { ...note, text: texts.text(`note-${note.code}`, note.args) } : { ...note },
    ),
    text: joinTexts(segments.map((segment) => segment.text)),
    segments,
  };
}

/** Without what the voice sounds like. */
function presentSpeaker({ id, name, seconds }: Speaker): Speaker {
  return { id, ...(name === undefined ? {} : { name }), seconds };
}
