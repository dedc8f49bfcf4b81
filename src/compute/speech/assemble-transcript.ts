import { EfirError } from '../../core/errors.ts';
import type { Note, Segment, WorkerEvent } from '../../wire/event-message.ts';
import { joinTexts } from './join-texts.ts';
import type { Transcript } from './transcript.ts';

/** What words a note: `Texts` of the catalogue, or nothing. */
export interface NoteTexts {
  text(id: string, args?: Record<string, string | number>): string;
}

export type SucceededEvent = Extract<WorkerEvent, { type: 'succeeded' }>;

export interface TranscriptParts
  extends Pick<Transcript, 'language' | 'duration' | 'engine' | 'model' | 'quality'> {
  readonly notes: readonly Note[];
  readonly segments: readonly Segment[];
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
    notes: parts.notes.map((note) =>
      texts ? { ...note, text: texts.text(`note-${note.code}`, note.args) } : { ...note },
    ),
    text: joinTexts(segments.map((segment) => segment.text)),
    segments,
  };
}

/**
 * Gathers a run's events (several runs' one after the other, when the later ones resumed) into a transcript. Rejects
 * with the error of a `failed` event, and with `internal` when the events end without a final one.
 */
export async function collectTranscript(
  events: AsyncIterable<WorkerEvent>,
  texts?: NoteTexts,
): Promise<Transcript> {
  const segments = new Map<number, Segment>();
  for await (const event of events) {
    if (event.type === 'segment') for (const segment of event.segments) segments.set(segment.index, segment);
    if (event.type === 'failed') throw EfirError.fromRecord(event.error);
    if (event.type === 'stopped') throw new EfirError('cancelled');
    if (event.type === 'succeeded')
      return assembleTranscript({ ...event, segments: [...segments.values()] }, texts);
  }
  throw new EfirError('internal', { detail: 'the run ended without a result' });
}
