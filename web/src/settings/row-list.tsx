import type { ReactNode } from 'react';
import styles from './row-list.module.css';

/** A short list of a block: what each is at the left, what can be done with it at the right. */
export function RowList<Row extends { readonly id: string }>({
  actions,
  label,
  rows,
  what,
}: {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly what: (row: Row) => ReactNode;
  readonly actions?: (row: Row) => ReactNode;
}) {
  return (
    <ul aria-label={label} className={styles.list}>
      {rows.map((row) => (
        <li key={row.id} className={styles.row}>
          <div className={styles.what}>{what(row)}</div>
          {actions && <div className={styles.actions}>{actions(row)}</div>}
        </li>
      ))}
    </ul>
  );
}
