import { Container, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useMay } from '../identity/use-who.ts';
import { useTitle } from '../layout/use-title.ts';
import { FolderDrawer } from '../library/folder-drawer.tsx';
import { FolderPanel } from '../library/folder-panel.tsx';
import { folderList } from '../library/queries.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ChooseFiles } from '../uploads/choose-files.tsx';
import { FilterBar } from './filter-bar.tsx';
import { FilterPills } from './filter-pills.tsx';
import type { FilterChange, ListFilter } from './list-filter.ts';
import { useNoteList } from './list-place.ts';
import { ListedRecordings } from './listed-recordings.tsx';
import styles from './recordings-page.module.css';

interface PageProps {
  readonly filter: ListFilter;
  readonly onFilter: (filter: ListFilter) => void;
}

/** Everything that was sent in, as it stands at this moment: where it lies, and what is shown of it. */
export function RecordingsPage({ filter, onFilter }: PageProps) {
  const wide = useMediaQuery('(min-width: 900px)', undefined, { getInitialValueInEffect: false });
  const may = useMay('recordings:write');
  const { data: counted } = useQuery(folderList);
  const title = useListTitle(filter);
  useTitle(title);
  useNoteList(filter);
  const change = useCallback(
    (next: FilterChange) => onFilter(takeOff({ ...filter, ...next })),
    [filter, onFilter],
  );
  // Where there is nothing yet, there is nothing to be chosen of it.
  const bare = counted?.recordings === 0 && counted.folders.length === 0 && Object.keys(filter).length === 0;
  return (
    <Container size="lg" className={styles.page ?? ''}>
      {wide && !bare && (
        <div className={styles.side}>
          <FolderPanel filter={filter} />
        </div>
      )}
      <div className={styles.main}>
        <div className={styles.head}>
          <Title order={1} size="h2" className={styles.title ?? ''}>
            <bdi>{title}</bdi>
          </Title>
          {may && !bare && <ChooseFiles />}
        </div>
        {!bare && (
          <>
            <FilterBar filter={filter} onChange={change} first={!wide && <FolderDrawer filter={filter} />} />
            <FilterPills filter={filter} onChange={change} />
          </>
        )}
        <ListedRecordings filter={filter} may={may} bare={bare} onChange={change} />
      </div>
    </Container>
  );
}

/** The folder that one is in, by its name. */
function useListTitle({ folder }: ListFilter): string {
  const text = useTexts();
  const { data } = useQuery(folderList);
  if (folder === 'none') return text('web-folder-none');
  return data?.folders.find(({ id }) => id === folder)?.name ?? text('web-recordings');
}

function takeOff(filter: FilterChange): ListFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
