import { type RefObject, useEffect } from 'react';
import type { Playback } from './playback.ts';

/**
 * A click on a word plays from there: one listener for all of them. Words are no stops of the keyboard, since there are
 * thousands; by keyboard one goes by the times of segments, and by arrows.
 */
export function useHeardWords(list: RefObject<HTMLElement | null>, playback: Playback): void {
  useEffect(() => {
    const element = list.current;
    const onClick = ({ target }: MouseEvent) => {
      const start = (target as HTMLElement).closest<HTMLElement>('[data-start]')?.dataset['start'];
      // Whoever marks text wants to copy it.
      if (start !== undefined && getSelection()?.isCollapsed !== false) playback.seek(Number(start));
    };
    element?.addEventListener('click', onClick);
    return () => element?.removeEventListener('click', onClick);
  }, [list, playback]);
}
