import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Rows } from './list-pages.ts';
import { addRange, keepPresent, noSelection, type Selection, selectAll, toggleOne } from './selection.ts';

export interface Selecting {
  readonly selection: Selection;
  /** `range`: with everything between the one before and this one. */
  readonly select: (id: string, range: boolean) => void;
  /** All that are here, or that are given. */
  readonly selectAll: (rows?: Rows) => void;
  readonly clear: () => void;
}

/** What is chosen of a list. What leaves the list, whoever took it away, is chosen no more. */
export function useSelection(rows: Rows): Selecting {
  const [selection, setSelection] = useState<Selection>(noSelection);
  const newest = useRef(rows);
  useEffect(() => {
    newest.current = rows;
    setSelection((before) => keepPresent(before, rows));
  }, [rows]);
  const select = useCallback(
    (id: string, range: boolean) =>
      setSelection((before) => (range ? addRange(before, newest.current, id) : toggleOne(before, id))),
    [],
  );
  const all = useCallback((given?: Rows) => setSelection(selectAll(given ?? newest.current)), []);
  const clear = useCallback(() => setSelection(noSelection), []);
  return useMemo(() => ({ selection, select, selectAll: all, clear }), [selection, select, all, clear]);
}
