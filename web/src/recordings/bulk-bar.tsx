import { Button, CloseButton } from '@mantine/core';
import { useTexts } from '../texts/use-texts.ts';
import { bulkActions } from './bulk-actions.tsx';
import styles from './bulk-bar.module.css';
import type { Rows } from './list-pages.ts';
import type { Selecting } from './use-selection.ts';

/** What can be done with those that are chosen; stands at the top while there are some. */
export function BulkBar({
  onMore,
  rows,
  selecting: { clear, selectAll, selection },
}: {
  readonly rows: Rows;
  readonly selecting: Selecting;
  /** Fetches and chooses all that match; absent where all of them are here. */
  readonly onMore: (() => void) | undefined;
}) {
  const text = useTexts();
  const { ids } = selection;
  if (ids.size === 0) return null;
  const chosen = () => rows.pick(ids);
  const isAll = ids.size === rows.length;
  return (
    <div role="toolbar" aria-label={text('web-bulk')} className={styles.bar} data-dock>
      <CloseButton aria-label={text('web-bulk-clear')} onClick={clear} />
      <span role="status" className={styles.count}>
        {text('web-bulk-count', { count: ids.size })}
      </span>
      {!isAll && (
        <Button variant="subtle" size="compact-sm" onClick={() => selectAll()}>
          {text('web-bulk-all', { count: rows.length })}
        </Button>
      )}
      {isAll && onMore && (
        <Button variant="subtle" size="compact-sm" onClick={onMore}>
          {text('web-bulk-matching')}
        </Button>
      )}
      <div className={styles.actions}>
        {Object.entries(bulkActions).map(([name, Action]) => (
          <Action key={name} read={chosen} count={ids.size} />
        ))}
      </div>
    </div>
  );
}
