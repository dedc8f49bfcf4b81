import type { Note } from '../../../wire/event-message.ts';

/** All notes of both, each once, those of `first` first. */
export function mergeNotes(first: readonly Note[], second: readonly Note[]): Note[] {
  const seen = new Set(first.map(toKey));
  return [...first, ...second.filter((note) => !seen.has(toKey(note)))];
}

function toKey({ code, args }: Note): string {
  return JSON.stringify([code, Object.entries(args).toSorted(([one], [other]) => (one < other ? -1 : 1))]);
}
