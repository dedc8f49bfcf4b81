import type { Note, Segment } from '../../wire/event-message.ts';

/** Speech of which nothing could be made. */
export interface Unintelligible {
  /** Stretches. */
  readonly count: number;
  readonly seconds: number;
}

export function countUnintelligible(
  segments: readonly Pick<Segment, 'start' | 'end' | 'unintelligible'>[],
): Unintelligible {
  const parts = segments.filter((segment) => segment.unintelligible);
  const seconds = parts.reduce((sum, { start, end }) => sum + end - start, 0);
  return { count: parts.length, seconds: Math.round(seconds * 10) / 10 };
}

/** The notes of a run, with what is true of the whole recording: a resumed run counts its own pieces only. */
export function noteUnintelligible(notes: readonly Note[], { count, seconds }: Unintelligible): Note[] {
  const whole: Note[] = count === 0 ? [] : [{ code: 'unintelligible-parts', args: { count, seconds } }];
  const place = notes.findIndex(({ code }) => code === 'unintelligible-parts');
  return place < 0 ? [...notes, ...whole] : [...notes.slice(0, place), ...whole, ...notes.slice(place + 1)];
}
