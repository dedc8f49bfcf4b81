import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { Recording } from '../api/client.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './recording-list.module.css';
import { RecordingRow } from './recording-row.tsx';

/** Only rows that can be seen are there, however many recordings are. `onEnd` is told when the end comes near. */
export function RecordingList({
  onEnd,
  recordings,
}: {
  readonly recordings: readonly Recording[];
  readonly onEnd: () => void;
}) {
  const text = useTexts();
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const rows = useWindowVirtualizer({
    count: recordings.length,
    estimateSize: () => 67,
    overscan: 8,
    scrollMargin: top,
    getItemKey: (place) => recordings[place]?.id ?? place,
  });
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= recordings.length - 20) onEnd();
  }, [last, recordings.length, onEnd]);
  return (
    <ul
      ref={list}
      className={styles.list}
      style={{ height: rows.getTotalSize() }}
      aria-label={text('web-recordings')}
    >
      {items.map(({ index, key, start }) => {
        const recording = recordings[index];
        if (!recording) return null;
        return (
          <li
            key={key}
            ref={rows.measureElement}
            data-index={index}
            className={styles.row}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            <RecordingRow recording={recording} />
          </li>
        );
      })}
    </ul>
  );
}
