import { useEffect, useRef } from 'react';
import { addKeys, type KeyBinding } from './keys.ts';

/**
 * Keys of a page, or of everywhere, as long as it is shown: they do what they say, and the help for keys (`?`) lists
 * them under `title`. Which keys there are stays the same from drawing to drawing; what they do may change.
 */
export function useKeys(title: string, bindings: readonly KeyBinding[]): void {
  const newest = useRef(bindings);
  useEffect(() => {
    newest.current = bindings;
  });
  const which = bindings.map(({ args, keys }) => `${keys} ${JSON.stringify(args ?? {})}`).join('\n');
  useEffect(() => {
    const live = newest.current.map((binding) => ({
      ...binding,
      act: () => newest.current.find(({ keys }) => keys === binding.keys)?.act(),
    }));
    // Asked for when the effect runs, since that is when the keys are those of `which`.
    if (which === '') return;
    const added = addKeys({ title, bindings: live });
    return () => added.close();
  }, [title, which]);
}
