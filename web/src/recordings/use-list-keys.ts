import { useKeys } from '../keys/use-keys.ts';
import type { Rows } from './list-pages.ts';
import { useBulk } from './use-bulk.ts';
import type { Selecting } from './use-selection.ts';

interface ListKeys {
  /** The row that has the focus. */
  readonly current: string | undefined;
  readonly move: (by: number) => void;
  readonly rows: Rows;
  readonly selecting: Selecting;
  readonly may: boolean;
}

/** The list by keyboard; Enter opens a row, since the focus is on its link. */
export function useListKeys({ current, may, move, rows, selecting }: ListKeys): void {
  const { erase } = useBulk();
  const { clear, select, selectAll, selection } = selecting;
  const chosen = selection.ids.size > 0 ? selection.ids : new Set(current === undefined ? [] : [current]);
  const drop = () => {
    const meant = rows.pick(chosen);
    if (meant.length > 0) erase(meant);
  };
  useKeys('web-recordings', [
    { keys: 'j', label: 'web-list-key-next', act: () => move(1) },
    { keys: 'k', label: 'web-list-key-former', act: () => move(-1) },
    ...(may
      ? [
          {
            keys: 'x',
            label: 'web-list-key-select',
            act: () => current !== undefined && select(current, false),
          },
          {
            keys: 'Shift+x',
            label: 'web-list-key-select-range',
            act: () => current !== undefined && select(current, true),
          },
          { keys: 'Mod+a', label: 'web-list-key-select-all', act: () => selectAll() },
          { keys: '#', label: 'web-list-key-delete', act: drop },
          { keys: 'Delete', act: drop },
        ]
      : []),
    ...(selection.ids.size > 0 ? [{ keys: 'Escape', label: 'web-list-key-clear', act: clear }] : []),
  ]);
}
