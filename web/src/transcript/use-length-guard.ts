import { type RefObject, useEffect, useRef } from 'react';

/** Refuses what would make a field too long before the browser lays it out: megabytes that are pasted stop no page. */
export function useLengthGuard(
  field: RefObject<HTMLTextAreaElement | null>,
  longest: number,
  onRefused: () => void,
): void {
  const refuse = useRef(onRefused);
  useEffect(() => {
    refuse.current = onRefused;
  });
  useEffect(() => {
    const element = field.current;
    const guard = (event: InputEvent) => {
      const added = event.data?.length ?? event.dataTransfer?.getData('text/plain').length ?? 0;
      const { selectionEnd, selectionStart, value } = event.currentTarget as HTMLTextAreaElement;
      if (value.length - (selectionEnd - selectionStart) + added <= longest) return;
      event.preventDefault();
      refuse.current();
    };
    element?.addEventListener('beforeinput', guard);
    return () => element?.removeEventListener('beforeinput', guard);
  }, [field, longest]);
}
