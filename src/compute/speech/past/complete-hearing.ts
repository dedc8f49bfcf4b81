import type { Note, WorkerEvent } from '../../../wire/event-message.ts';
import type { PastHearing } from '../../../wire/past-hearing.ts';
import { mergeNotes } from './merge-notes.ts';
import { sumParts } from './sum-parts.ts';

type Succeeded = Extract<WorkerEvent, { type: 'succeeded' }>;

/**
 * What a run says of the whole, made true of the pieces that earlier runs heard, where the worker knew nothing of them:
 * then some piece came without saying how it was heard, and is taken for the work of the last one.
 */
export function completeHearing(last: Succeeded, past: PastHearing): Succeeded {
  const { engine, model, quality } = last;
  const isSilent = (part: PastHearing['parts'][number]) => part.engine === undefined;
  if (!past.parts.some(isSilent) || past.parts.every(isSilent)) return last;
  const parts = past.parts.map((part) => (isSilent(part) ? { ...part, engine, model, quality } : part));
  const { most, rough } = sumParts(parts);
  const roughNote: Note[] =
    rough === undefined ? [] : [{ code: 'low-quality-engine', args: { engine: rough } }];
  const others = last.notes.filter(({ code }) => code !== 'low-quality-engine');
  return {
    ...last,
    ...most,
    quality: rough === undefined ? quality : 'low',
    notes: mergeNotes(past.notes, [...roughNote, ...others]),
  };
}
