import { type RefObject, useCallback, useEffect, useState } from 'react';

/** Rows beyond the edges of the window, and how many come and go together. */
const beyond = 8;
const step = 4;

interface Shown {
  readonly first: number;
  /** Not shown any more. */
  readonly end: number;
}

/**
 * Which rows of a list, all of one height, can be seen in the window. Where they are is a product and not a sum, so that
 * it costs the same for any number of them. `reveal` brings a row into sight.
 */
export function useWindowRows(
  list: RefObject<HTMLElement | null>,
  { count, height }: { readonly count: number; readonly height: number },
): Shown & { readonly reveal: (place: number) => void } {
  // At first no more than the window holds: the rest comes when these are there.
  const [{ end, first }, setShown] = useState<Shown>(() => ({
    first: 0,
    end: Math.ceil(window.innerHeight / height),
  }));
  const look = useCallback(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0;
    const seen = Math.floor(-top / height);
    const fits = Math.ceil(window.innerHeight / height);
    const from = Math.max(0, Math.floor((seen - beyond) / step) * step);
    const to = Math.ceil((seen + fits + beyond) / step) * step;
    setShown((before) => (before.first === from && before.end === to ? before : { first: from, end: to }));
  }, [list, height]);
  useEffect(look, [look]);
  useEffect(() => {
    const stop = new AbortController();
    const options = { signal: stop.signal, passive: true };
    window.addEventListener('scroll', look, options);
    window.addEventListener('resize', look, options);
    return () => stop.abort();
  }, [look]);
  const reveal = useCallback(
    (place: number) => {
      const top = (list.current?.getBoundingClientRect().top ?? 0) + place * height;
      const [above, below] = [140, window.innerHeight - height - 24];
      if (top < above) window.scrollBy(0, top - above);
      else if (top > below) window.scrollBy(0, top - below);
    },
    [list, height],
  );
  const bound = Math.min(count, end);
  return { first: Math.min(first, Math.max(0, bound - 1)), end: bound, reveal };
}
