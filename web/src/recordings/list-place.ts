import { useRouter } from '@tanstack/react-router';
import { type MouseEvent, useCallback, useEffect } from 'react';

/** Where in the history of this tab the list is that was seen last. */
let listIndex: number | undefined;

/** Remembers that the list is here, for ways back to it. */
export function useNoteList(filter: unknown): void {
  const router = useRouter();
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another filter it is at another place
  useEffect(() => {
    listIndex = router.history.location.state.__TSR_index;
  }, [router, filter]);
}

/** For a link to the list: where one came from it, one goes back to it as it was, filters, place and all. */
export function useWayBack(): (event: MouseEvent) => void {
  const router = useRouter();
  return useCallback(
    (event) => {
      const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
      if (!plain || listIndex !== router.history.location.state.__TSR_index - 1) return;
      event.preventDefault();
      router.history.back();
    },
    [router],
  );
}
