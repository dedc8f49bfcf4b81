import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { ListFilter } from '../recordings/list-filter.ts';
import { useLanguage } from '../texts/language-context.ts';
import styles from './folder-panel.module.css';
import { useDropped } from './use-dropped.ts';

interface PlaceProps {
  readonly filter: ListFilter;
  /** Absent: all recordings. */
  readonly folder?: string;
  /** Where recordings go that are dropped here; absent: nowhere. */
  readonly drop?: string | null;
  readonly count: number | undefined;
  readonly icon: ReactNode;
  readonly children: ReactNode;
  /** Of a folder: how deep it lies. */
  readonly level?: number;
  /** Beside the link: its menu, what opens it. */
  readonly before?: ReactNode;
  readonly beside?: ReactNode;
  /** What lies within. */
  readonly within?: ReactNode;
}

/** A place where recordings lie: leads to the list of those, under the other filters that are on. */
export function PlaceLink(props: PlaceProps) {
  const { before, beside, children, count, drop, filter, folder, icon, level, within } = props;
  const { language } = useLanguage();
  const [over, setOver] = useState(false);
  const dropped = useDropped(drop, setOver);
  const { folder: _before, ...others } = filter;
  const current = filter.folder === folder;
  return (
    <li>
      <div
        className={styles.place}
        data-current={current || undefined}
        data-over={over || undefined}
        {...dropped}
      >
        {before}
        <Link
          to="/recordings"
          search={folder === undefined ? others : { ...others, folder }}
          className={styles.link}
          style={{
            paddingInlineStart: level === undefined ? 8 : `calc(8px + var(--openers, 0px) + ${level * 14}px)`,
          }}
          aria-current={current ? 'page' : undefined}
        >
          {icon}
          <bdi className={styles.name}>{children}</bdi>
          {count !== undefined && <span className={styles.count}>{count.toLocaleString(language)}</span>}
        </Link>
        {beside}
      </div>
      {within}
    </li>
  );
}
