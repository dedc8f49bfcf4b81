import { ActionIcon } from '@mantine/core';
import { IconFolderOff, IconInbox, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useMay } from '../identity/use-who.ts';
import type { ListFilter } from '../recordings/list-filter.ts';
import { useLanguage } from '../texts/language-context.ts';
import { useTexts } from '../texts/use-texts.ts';
import { createFolder, longestFolderName } from './change-folders.ts';
import { FolderBranchRow } from './folder-branch.tsx';
import styles from './folder-panel.module.css';
import { buildTree } from './folder-tree.ts';
import { askName } from './open-forms.tsx';
import { PlaceLink } from './place-link.tsx';
import { folderList } from './queries.ts';
import { TagPanel } from './tag-panel.tsx';

/** Where recordings lie: all, those in no folder, folders in one another, and tags. */
export function FolderPanel({
  filter,
  onChosen,
}: {
  readonly filter: ListFilter;
  /** Somebody went somewhere. */
  readonly onChosen?: () => void;
}) {
  const text = useTexts();
  const queries = useQueryClient();
  const { language } = useLanguage();
  const may = useMay('recordings:write');
  const { data } = useQuery(folderList);
  const tree = useMemo(() => buildTree(data?.folders ?? [], language), [data, language]);
  const loose = data && data.recordings - data.folders.reduce((sum, one) => sum + one.recordings, 0);
  return (
    <nav
      aria-label={text('web-folders')}
      className={styles.panel}
      onClickCapture={(event) => {
        if ((event.target as HTMLElement).closest('a')) onChosen?.();
      }}
    >
      <ul className={styles.list}>
        <PlaceLink filter={filter} count={data?.recordings} icon={<IconInbox size={17} aria-hidden />}>
          {text('web-folder-all')}
        </PlaceLink>
        {tree.length > 0 && (
          <PlaceLink
            filter={filter}
            folder="none"
            drop={null}
            count={loose}
            icon={<IconFolderOff size={17} aria-hidden />}
          >
            {text('web-folder-none')}
          </PlaceLink>
        )}
      </ul>
      {(may || tree.length > 0) && (
        <div className={styles.head}>
          <h2 className={styles.title}>{text('web-folders')}</h2>
          {may && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={text('web-folder-new')}
              title={text('web-folder-new')}
              onClick={() =>
                askName(text('web-folder-new'), {
                  label: text('web-folder-name'),
                  longest: longestFolderName,
                  save: (name) => createFolder(queries, name, null),
                })
              }
            >
              <IconPlus size={17} aria-hidden />
            </ActionIcon>
          )}
        </div>
      )}
      <ul
        className={styles.list}
        data-openers={tree.some(({ branches }) => branches.length > 0) || undefined}
      >
        {tree.map((branch) => (
          <FolderBranchRow key={branch.folder.id} branch={branch} filter={filter} may={may} />
        ))}
      </ul>
      <TagPanel filter={filter} may={may} />
    </nav>
  );
}
