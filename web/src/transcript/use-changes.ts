import { useCorrections } from './revisions/use-corrections.ts';
import { useOwnChanges, useUndoing } from './revisions/use-own-changes.ts';
import { useReturning } from './revisions/use-returning.ts';
import { useRevising } from './revisions/use-revising.ts';
import { useSpeakerChanges } from './speakers/use-speaker-changes.ts';

/** Everything by which a transcript is changed, and what others change of it. */
export function useChanges(id: string) {
  const own = useOwnChanges(id);
  const { others, revising } = useRevising(id, own.note);
  return {
    others,
    corrections: useCorrections(id, revising),
    undoing: useUndoing(id, revising, own),
    returning: useReturning(id, revising, own.note),
    speakers: useSpeakerChanges(id, revising),
  };
}
