import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Task } from './queries.ts';
import { TaskRow } from './task-row.tsx';
import styles from './work.module.css';
import type { WorkTab } from './work-tabs.ts';

interface TaskListProps {
  readonly tab: WorkTab;
  readonly tasks: readonly Task[];
  readonly label: string;
  /** The last of them is seen. */
  readonly onEnd: () => void;
}

/** Tasks, of which only those are there that can be seen: a hundred thousand may wait. */
export function TaskList({ label, onEnd, tab, tasks }: TaskListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  // What stands above may grow and shrink.
  useLayoutEffect(() =>
    setTop(Math.round(list.current?.getBoundingClientRect().top ?? 0) + Math.round(scrollY)),
  );
  const rows = useWindowVirtualizer({
    count: tasks.length,
    estimateSize: () => 64,
    overscan: 8,
    scrollMargin: top,
    getItemKey: (place) => tasks[place]?.id ?? place,
  });
  const seen = rows.getVirtualItems();
  const last = seen.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= tasks.length - 1) onEnd();
  }, [last, tasks.length, onEnd]);
  return (
    <ul ref={list} className={styles.list} style={{ height: rows.getTotalSize() }} aria-label={label}>
      {seen.map(({ index, key, start }) => {
        const task = tasks[index];
        return (
          task && (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-setsize={tasks.length}
              aria-posinset={index + 1}
              className={styles.place}
              style={{ transform: `translateY(${start - top}px)` }}
            >
              <TaskRow tab={tab} task={task} />
            </li>
          )
        );
      })}
    </ul>
  );
}
