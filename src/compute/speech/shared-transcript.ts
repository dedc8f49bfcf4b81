import type { z } from 'zod';
import type { Note } from '../../wire/event-message.ts';
import type { NoteTexts } from './assemble-transcript.ts';
import { type Transcript, transcriptSchema } from './transcript.ts';

/** A transcript for people without an account: what was said, and nothing of what it was made with. */
export const sharedTranscriptSchema = transcriptSchema.omit({ engine: true, model: true, version: true });
export type SharedTranscript = z.infer<typeof sharedTranscriptSchema>;

/**
 * The values of each remark that tell of the recording alone. A remark without an entry tells how the installation is
 * built or what failed there (engines, models, addresses): strangers read a sentence without that, `shared-note-<code>`.
 */
const openValues: Readonly<Record<Note['code'], readonly string[] | undefined>> = {
  'low-quality-engine': undefined,
  'engine-fallback': undefined,
  'diarization-unavailable': undefined,
  'speaker-count-missed': ['wanted', 'found'],
  'hot-words-unsupported': undefined,
  'unintelligible-parts': ['count', 'seconds'],
  'several-languages': ['languages'],
  'speech-detector-fallback': undefined,
  'speech-detector-changed': undefined,
  'single-channel': [],
  'no-speech': [],
  'language-assumed': ['language'],
  'shorter-than-announced': ['announced', 'decoded'],
  'end-missing': [],
};

/** Named field by field: what transcripts come to hold later is shared when somebody decides so. */
export function shareTranscript(transcript: Transcript, texts: NoteTexts): SharedTranscript {
  const { duration, language, notes, quality, segments, speakers, text } = transcript;
  return {
    language,
    duration,
    quality,
    ...(speakers === undefined ? {} : { speakers }),
    notes: notes.map((note) => shareNote(note, texts)),
    text,
    segments,
  };
}

function shareNote({ args: given, code }: Note, texts: NoteTexts): SharedTranscript['notes'][number] {
  const open = openValues[code];
  if (open === undefined) return { code, args: {}, text: texts.text(`shared-note-${code}`) };
  const args = Object.fromEntries(Object.entries(given).filter(([name]) => open.includes(name)));
  return { code, args, text: texts.text(`note-${code}`, args) };
}
