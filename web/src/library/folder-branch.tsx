import { ActionIcon } from '@mantine/core';
import { IconChevronRight, IconFolder, IconFolderOpen } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ListFilter } from '../recordings/list-filter.ts';
import { useTexts } from '../texts/use-texts.ts';
import { FolderMenu } from './folder-menu.tsx';
import styles from './folder-panel.module.css';
import type { FolderBranch } from './folder-tree.ts';
import { PlaceLink } from './place-link.tsx';
import { readLiesWithin } from './queries.ts';

/** A folder, and those in it when it is open: from the beginning where one is in it. */
export function FolderBranchRow({
  branch,
  filter,
  may,
}: {
  readonly branch: FolderBranch;
  readonly filter: ListFilter;
  readonly may: boolean;
}) {
  const text = useTexts();
  const queries = useQueryClient();
  const { branches, folder, level, recordings } = branch;
  const liesWithin = readLiesWithin(queries);
  const leadsThere =
    filter.folder !== undefined && filter.folder !== folder.id && liesWithin(filter.folder, folder.id);
  const [chosen, setChosen] = useState<boolean>();
  const opened = chosen ?? (leadsThere || level < 1);
  const Icon = filter.folder === folder.id ? IconFolderOpen : IconFolder;
  return (
    <PlaceLink
      filter={filter}
      folder={folder.id}
      count={recordings}
      level={level}
      icon={<Icon size={17} aria-hidden />}
      {...(may && { drop: folder.id })}
      before={
        branches.length > 0 && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            className={styles.opener ?? ''}
            style={{ insetInlineStart: level * 14 }}
            aria-expanded={opened}
            aria-label={text('web-folder-open', { name: folder.name })}
            onClick={() => setChosen(!opened)}
          >
            <IconChevronRight
              size={14}
              aria-hidden
              className={styles.chevron}
              data-opened={opened || undefined}
            />
          </ActionIcon>
        )
      }
      beside={may && <FolderMenu branch={branch} filter={filter} />}
      within={
        opened &&
        branches.length > 0 && (
          <ul className={styles.list}>
            {branches.map((below) => (
              <FolderBranchRow key={below.folder.id} branch={below} filter={filter} may={may} />
            ))}
          </ul>
        )
      }
    >
      {folder.name}
    </PlaceLink>
  );
}
