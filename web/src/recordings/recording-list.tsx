import { useMediaQuery } from '@mantine/hooks';
import { type DragEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import type { Rows } from './list-pages.ts';
import styles from './recording-list.module.css';
import { RecordingRow } from './recording-row.tsx';
import { useListKeys } from './use-list-keys.ts';
import { useRowLinks } from './use-row-links.ts';
import type { Selecting } from './use-selection.ts';
import { useWindowRows } from './use-window-rows.ts';

interface ListProps {
  readonly rows: Rows;
  readonly selecting: Selecting;
  /** Whether who looks may change anything. */
  readonly may: boolean;
  /** The name of a folder, where it is worth saying. */
  readonly nameFolder: (id: string) => string | undefined;
  readonly onTag: (tag: string) => void;
  readonly onDrag: (event: DragEvent, id: string) => void;
  /** The end comes near. */
  readonly onEnd: () => void;
}

/** Rows before the end at which more are asked for: some turns of a wheel. */
const ahead = 60;

/** Only rows that can be seen are there, however many recordings are. */
export function RecordingList({ may, nameFolder, onDrag, onEnd, onTag, rows, selecting }: ListProps) {
  const text = useTexts();
  const list = useRef<HTMLUListElement>(null);
  const height = useRowHeight();
  const { end, first, reveal } = useWindowRows(list, { count: rows.length, height });
  const { current, focus, move } = useFocusedRow(list, rows, reveal);
  const links = useRowLinks();
  useListKeys({ current, move, rows, selecting, may });
  useEffect(() => {
    if (end >= rows.length - ahead) onEnd();
  }, [end, rows.length, onEnd]);
  const shown = Array.from({ length: end - first }, (_, place) => first + place);
  return (
    <ul
      {...links}
      ref={list}
      className={styles.list}
      style={{ height: rows.length * height }}
      aria-label={text('web-recordings')}
      onKeyDown={(event) => moveByArrow(event, move)}
      onFocus={(event) => focus((event.target as HTMLElement).closest('li')?.dataset['id'])}
    >
      {shown.map((place) => {
        const recording = rows.at(place);
        if (!recording) return null;
        return (
          <li
            key={recording.id}
            data-id={recording.id}
            aria-setsize={rows.length}
            aria-posinset={place + 1}
            className={styles.row}
            style={{ height, transform: `translateY(${place * height}px)` }}
          >
            <RecordingRow
              recording={recording}
              folder={recording.folder_id === null ? undefined : nameFolder(recording.folder_id)}
              selected={selecting.selection.ids.has(recording.id)}
              selecting={selecting.selection.ids.size > 0}
              may={may}
              onSelect={selecting.select}
              onTag={onTag}
              onDrag={onDrag}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** One height for all, by the size of the letters: narrow rows say in two lines what wide ones say beside each other. */
function useRowHeight(): number {
  const narrow = useMediaQuery('(max-width: 640px)', undefined, { getInitialValueInEffect: false });
  const [letter] = useState(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
  return Math.round((narrow ? 5.25 : 4.25) * (letter || 16));
}

/** The row that keys act on: it has the focus, also when it has to be scrolled to first. */
function useFocusedRow(
  list: { readonly current: HTMLElement | null },
  rows: Rows,
  reveal: (place: number) => void,
) {
  const [current, setCurrent] = useState<string>();
  const wanted = useRef<string>(undefined);
  useEffect(() => {
    if (wanted.current === undefined) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-id="${wanted.current}"] a`);
    if (!row) return;
    wanted.current = undefined;
    row.focus({ preventScroll: true });
  });
  const move = useCallback(
    (by: number) => {
      const from = current === undefined ? -1 : rows.find(current);
      const seen = list.current?.querySelector<HTMLElement>('[data-id]')?.dataset['id'];
      const start = from < 0 ? Math.max(0, seen === undefined ? 0 : rows.find(seen)) - Math.min(by, 1) : from;
      const place = Math.min(rows.length - 1, Math.max(0, start + by));
      const recording = rows.at(place);
      if (!recording) return;
      wanted.current = recording.id;
      setCurrent(recording.id);
      reveal(place);
      // Drawn already, perhaps, so that nothing else would look for it.
      list.current
        ?.querySelector<HTMLElement>(`[data-id="${recording.id}"] a`)
        ?.focus({ preventScroll: true });
    },
    [current, list, reveal, rows],
  );
  return { current, focus: setCurrent, move };
}

function moveByArrow(event: KeyboardEvent, move: (by: number) => void): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  if (event.defaultPrevented || !(event.target as HTMLElement).closest('li')) return;
  // A menu that is drawn elsewhere belongs to its row only in React's eyes.
  if ((event.target as HTMLElement).closest('[role="menu"], [role="dialog"]')) return;
  event.preventDefault();
  move(event.key === 'ArrowDown' ? 1 : -1);
}
