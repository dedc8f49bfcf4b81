import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type DragEvent, useCallback, useEffect, useMemo } from 'react';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { writeDragged } from '../library/dragged.ts';
import { folderList } from '../library/queries.ts';
import { useTexts } from '../texts/use-texts.ts';
import { BulkBar } from './bulk-bar.tsx';
import { EmptyList } from './empty-list.tsx';
import { filters } from './filter-pills.tsx';
import type { FilterChange, ListFilter } from './list-filter.ts';
import { RecordingList } from './recording-list.tsx';
import styles from './recordings-page.module.css';
import { useList } from './use-list.ts';
import { type Selecting, useSelection } from './use-selection.ts';

/** The recordings that a filter asks for, and what can be done with several of them. */
export function ListedRecordings({
  bare,
  filter,
  may,
  onChange,
}: {
  readonly filter: ListFilter;
  readonly may: boolean;
  /** The account has nothing at all: the way in stands in the middle, and not above. */
  readonly bare: boolean;
  readonly onChange: (change: FilterChange) => void;
}) {
  const list = useList(filter);
  const { error, fetchMatching, fetchMore, known, more, rows, stale } = list;
  const selecting = useSelection(rows);
  const { isPending: uncounted } = useQuery(folderList);
  const nameFolder = useFolderNames(filter.folder);
  const onDrag = useDrag(selecting);
  const onTag = useCallback((tag: string) => onChange({ tag }), [onChange]);
  if (error && !known) return <FailureNotice error={error} onRetry={() => void list.refetch()} />;
  if (!known || (rows.length === 0 && (more || stale || uncounted)))
    return <LoadingList onShown={fetchMore} />;
  const clear = () => onChange(Object.fromEntries(filters.map((name) => [name, undefined])));
  if (rows.length === 0) return <EmptyList {...{ bare, filter, may }} onClear={clear} />;
  return (
    <div className={styles.listed} data-stale={stale || undefined}>
      <RecordingList
        rows={rows}
        selecting={selecting}
        may={may}
        nameFolder={nameFolder}
        onDrag={onDrag}
        onTag={onTag}
        onEnd={fetchMore}
      />
      {error && <FailureNotice error={error} onRetry={fetchMore} />}
      {may && (
        <BulkBar
          rows={rows}
          selecting={selecting}
          onMore={
            more ? () => void fetchMatching().then((matching) => selecting.selectAll(matching)) : undefined
          }
        />
      )}
    </div>
  );
}

/** Names of folders, but for the one that one is in. */
function useFolderNames(here: string | undefined): (id: string) => string | undefined {
  const { data } = useQuery(folderList);
  return useMemo(() => {
    const names = new Map(data?.folders.map(({ id, name }) => [id, name]));
    return (id) => (id === here ? undefined : names.get(id));
  }, [data, here]);
}

/** A row takes those along that are chosen with it. */
function useDrag({ selection: { ids } }: Selecting) {
  return useCallback(
    ({ dataTransfer }: DragEvent, id: string) => writeDragged(dataTransfer, ids.has(id) ? [...ids] : [id]),
    [ids],
  );
}

function LoadingList({ onShown }: { readonly onShown: () => void }) {
  const text = useTexts();
  // All that was here is gone, and there is more: it comes without being scrolled for.
  useEffect(onShown, [onShown]);
  return (
    <Stack gap={8} role="status" aria-label={text('web-loading')}>
      {[1, 2, 3, 4, 5, 6].map((place) => (
        <Skeleton key={place} height={66} radius="md" />
      ))}
    </Stack>
  );
}
