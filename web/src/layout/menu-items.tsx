import { Menu } from '@mantine/core';
import { IconFolderSymlink, IconPencil, IconTrash } from '@tabler/icons-react';
import { useTexts } from '../texts/use-texts.ts';

interface ItemProps {
  readonly onClick: () => void;
}

export function RenameItem({ onClick }: ItemProps) {
  const text = useTexts();
  return (
    <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onClick}>
      {text('web-rename')}
    </Menu.Item>
  );
}

export function MoveItem({ onClick }: ItemProps) {
  const text = useTexts();
  return (
    <Menu.Item leftSection={<IconFolderSymlink size={16} aria-hidden />} onClick={onClick}>
      {text('web-move-to')}
    </Menu.Item>
  );
}

/** The last one of a menu: what cannot be undone stands apart. */
export function DeleteItem({ onClick }: ItemProps) {
  const text = useTexts();
  return (
    <>
      <Menu.Divider />
      <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={onClick}>
        {text('web-delete')}
      </Menu.Item>
    </>
  );
}
