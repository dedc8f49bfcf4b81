import { useRouter } from '@tanstack/react-router';
import { type MouseEvent, useMemo, useRef } from 'react';

/** Milliseconds that a pointer rests on a row before what it leads to is fetched. */
const rest = 60;

/**
 * What a list needs so that the plain links of its rows lead on without loading the page anew. A component for each of
 * thousands of links would be most of what a row costs while one scrolls.
 */
export function useRowLinks() {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  return useMemo(
    () => ({
      onClick(event: MouseEvent) {
        const id = findLinked(event);
        // With a key held, and by other buttons, browsers do something else.
        const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
        if (id === undefined || event.defaultPrevented || event.button !== 0 || !plain) return;
        event.preventDefault();
        void router.navigate({ to: '/recordings/$id', params: { id } });
      },
      onMouseOver(event: MouseEvent) {
        clearTimeout(timer.current);
        const id = findLinked(event);
        // A row that comes under a pointer at rest is no row that somebody points at.
        const moved = event.movementX !== 0 || event.movementY !== 0;
        if (id === undefined || !moved) return;
        timer.current = setTimeout(
          () => void router.preloadRoute({ to: '/recordings/$id', params: { id } }).catch(() => undefined),
          rest,
        );
      },
    }),
    [router],
  );
}

function findLinked({ target }: MouseEvent): string | undefined {
  const link = (target as HTMLElement).closest?.('li[data-id] a');
  return link?.closest<HTMLElement>('li[data-id]')?.dataset['id'];
}
