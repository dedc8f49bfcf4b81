import { useCallback, useRef, useState } from 'react';

export interface Selection {
  /** Indexes of segments. */
  readonly selected: ReadonlySet<number>;
  select(index: number, reach: boolean): void;
  clear(): void;
}

const nothing: ReadonlySet<number> = new Set();

/** Segments that are chosen to do something with all of them. */
export function useSelected(indexes: readonly number[]): Selection {
  const [selected, setSelected] = useState(nothing);
  const anchor = useRef<number>(undefined);
  const known = useRef(indexes);
  known.current = indexes;
  const select = useCallback((index: number, reach: boolean) => {
    const from = reach ? anchor.current : undefined;
    anchor.current = index;
    setSelected((before) =>
      from === undefined ? flip(before, index) : extend(before, known.current, from, index),
    );
  }, []);
  const clear = useCallback(() => {
    anchor.current = undefined;
    setSelected(nothing);
  }, []);
  return { selected, select, clear };
}

function flip(before: ReadonlySet<number>, index: number): ReadonlySet<number> {
  const after = new Set(before);
  if (!after.delete(index)) after.add(index);
  return after;
}

function extend(
  before: ReadonlySet<number>,
  indexes: readonly number[],
  from: number,
  to: number,
): ReadonlySet<number> {
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  return new Set([...before, ...indexes.filter((index) => index >= first && index <= last)]);
}
