import { ActionIcon, Menu } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconDots, IconFolderPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { DeleteItem, MoveItem, RenameItem } from '../layout/menu-items.tsx';
import { tellFailure } from '../layout/tell.ts';
import type { ListFilter } from '../recordings/list-filter.ts';
import { useTexts } from '../texts/use-texts.ts';
import { changeFolder, createFolder, deleteFolder, longestFolderName } from './change-folders.ts';
import styles from './folder-panel.module.css';
import { type FolderBranch, listBranches } from './folder-tree.ts';
import { askFolder, askName } from './open-forms.tsx';

interface FolderProps {
  readonly branch: FolderBranch;
  readonly filter: ListFilter;
}

/** What can be done with a folder. */
export function FolderMenu({ branch, filter }: FolderProps) {
  const text = useTexts();
  const { erase, make, move, rename } = useFolderActions({ branch, filter });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          className={styles.menu ?? ''}
          aria-label={text('web-actions', { name: branch.folder.name })}
        >
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFolderPlus size={16} aria-hidden />} onClick={make}>
          {text('web-folder-new-within')}
        </Menu.Item>
        <RenameItem onClick={rename} />
        <MoveItem onClick={move} />
        <DeleteItem onClick={erase} />
      </Menu.Dropdown>
    </Menu>
  );
}

function useFolderActions({ branch, filter }: FolderProps) {
  const text = useTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { folder, recordings } = branch;
  const { id, name } = folder;
  const naming = { label: text('web-folder-name'), longest: longestFolderName };
  const below = listBranches(branch.branches);
  const leave = async () => {
    await deleteFolder(queries, id);
    const { folder: at, ...others } = filter;
    if (at === id || below.some((one) => one.folder.id === at))
      await navigate({ to: '/recordings', search: others, replace: true });
  };
  return {
    make: () =>
      askName(text('web-folder-new-within'), {
        ...naming,
        save: (given) => createFolder(queries, given, id),
      }),
    rename: () =>
      askName(text('web-rename-title'), {
        ...naming,
        value: name,
        save: (given) => changeFolder(queries, id, { name: given }),
      }),
    move: () =>
      askFolder(text('web-folder-move-title', { name }), {
        from: folder.parent_id,
        own: id,
        save: (parent) => changeFolder(queries, id, { parent_id: parent }),
      }),
    erase: () =>
      modals.openConfirmModal({
        title: text('web-folder-delete-title', { name }),
        children: [
          text('web-folder-delete-question', { folders: below.length }),
          text('web-folder-delete-recordings', { count: recordings }),
        ].join(' '),
        labels: { confirm: text('web-delete'), cancel: text('web-keep') },
        confirmProps: { color: 'red' },
        onConfirm: () => void leave().catch((error: Error) => tellFailure(error, text)),
      }),
  };
}
