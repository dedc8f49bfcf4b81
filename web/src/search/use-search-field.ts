import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { keepSaid, type SearchQuery } from './search-query.ts';

/** Milliseconds without a key until it is looked for. */
const pause = 250;

/**
 * What stands in the field, and what is looked for: the address. It follows the field after a short pause, in one entry
 * of the history; the field follows the address where somebody goes back and forth.
 */
export function useSearchField(search: SearchQuery) {
  const navigate = useNavigate();
  const [words, setWords] = useState(search.q ?? '');
  const asked = useRef(search.q ?? '');
  const newest = useRef(search);
  useEffect(() => {
    newest.current = search;
    const q = search.q ?? '';
    if (q === asked.current) return;
    asked.current = q;
    setWords(q);
  }, [search]);
  const look = useCallback(
    (change: SearchQuery) => {
      const { folder, from, q, tag, to } = { ...newest.current, ...change };
      asked.current = q ?? '';
      void navigate({ to: '/search', search: keepSaid({ q, folder, tag, from, to }), replace: true });
    },
    [navigate],
  );
  useEffect(() => {
    if (words === asked.current) return;
    const timer = setTimeout(() => look({ q: words }), pause);
    return () => clearTimeout(timer);
  }, [words, look]);
  return { words, setWords, look };
}
