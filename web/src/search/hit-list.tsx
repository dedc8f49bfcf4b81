import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './hit-list.module.css';
import { HitRow, RecordingHeading } from './hit-row.tsx';
import type { Hit } from './queries.ts';

/** What was found, by recordings; only what can be seen is there. `onEnd` is told when the end comes near. */
export function HitList({ hits, onEnd }: { readonly hits: readonly Hit[]; readonly onEnd: () => void }) {
  const text = useTexts();
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  // Filters above it come and go.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured with every new list
  useEffect(() => setTop(list.current?.offsetTop ?? 0), [hits]);
  const lines = useMemo(() => groupHits(hits), [hits]);
  const rows = useWindowVirtualizer({
    count: lines.length,
    estimateSize: (place) => (lines[place]?.heads ? 54 : 62),
    overscan: 10,
    scrollMargin: top,
    getItemKey: (place) => lines[place]?.key ?? place,
  });
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= lines.length - 12) onEnd();
  }, [last, lines.length, onEnd]);
  return (
    <ul
      ref={list}
      className={styles.list}
      style={{ height: rows.getTotalSize() }}
      aria-label={text('web-search-found')}
    >
      {items.map(({ index, key, start }) => {
        const line = lines[index];
        if (!line) return null;
        return (
          <li
            key={key}
            ref={rows.measureElement}
            data-index={index}
            className={styles.row}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            {line.heads ? <RecordingHeading hit={line.hit} /> : <HitRow hit={line.hit} />}
          </li>
        );
      })}
    </ul>
  );
}

interface Line {
  readonly key: string;
  readonly hit: Hit;
  /** Names the recording of the hits that follow. */
  readonly heads: boolean;
}

function groupHits(hits: readonly Hit[]): Line[] {
  return hits.flatMap((hit, place): Line[] => {
    const { recording, segment } = hit;
    const line = { key: `${recording.id} ${segment}`, hit, heads: false };
    if (hits[place - 1]?.recording.id === recording.id) return [line];
    return [{ key: recording.id, hit, heads: true }, line];
  });
}
