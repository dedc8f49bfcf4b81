import { useMemo, useRef } from 'react';
import { copyText } from '../layout/copy-text.ts';
import { tell } from '../layout/tell.ts';
import { useTexts } from '../texts/use-texts.ts';
import type { Desk } from './desk.ts';

type DeskActs = Omit<Desk, 'recordingId' | 'playback' | 'mayWrite' | 'copyLink'>;

/** The acts of a page as they are now, behind an object that stays the same: rows are not drawn anew for it. */
export function useDesk(
  { mayWrite, playback, recordingId }: Pick<Desk, 'recordingId' | 'playback' | 'mayWrite'>,
  acts: DeskActs,
): Desk {
  const newest = useRef(acts);
  newest.current = acts;
  const copy = useCopy();
  const link = useRef(copy);
  link.current = copy;
  return useMemo(
    () => ({
      ...{ recordingId, playback, mayWrite },
      edit: (index) => newest.current.edit(index),
      save: (index, draft) => newest.current.save(index, draft),
      giveUp: (index) => newest.current.giveUp(index),
      confirm: (index) => newest.current.confirm(index),
      select: (index, reach) => newest.current.select(index, reach),
      highlight: (index) => newest.current.highlight(index),
      copy: (index) => newest.current.copy(index),
      copyLink: (seconds) => link.current(writeLink(recordingId, seconds), 'web-link-copied'),
    }),
    [recordingId, playback, mayWrite],
  );
}

/** Copies a text and says so: `copy(words, 'web-copied')`. */
export function useCopy(): (words: string, said?: string) => void {
  const text = useTexts();
  return (words, said = 'web-copied') =>
    void copyText(words).then((done) => tell(text(done ? said : 'web-copy-failed')));
}

function writeLink(recordingId: string, seconds: number): string {
  return `${location.origin}/recordings/${recordingId}?t=${Math.max(0, Math.floor(seconds * 10) / 10)}`;
}
