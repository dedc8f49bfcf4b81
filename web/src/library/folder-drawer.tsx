import { Button, Drawer } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import { useState } from 'react';
import type { ListFilter } from '../recordings/list-filter.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './folder-panel.module.css';
import { FolderPanel } from './folder-panel.tsx';

/** Folders and tags where there is no room beside the list. */
export function FolderDrawer({ filter }: { readonly filter: ListFilter }) {
  const text = useTexts();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant="default"
        px={10}
        className={styles.drawerButton ?? ''}
        classNames={{ section: styles.drawerSign ?? '' }}
        leftSection={<IconFolder size={16} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {text('web-folders')}
      </Button>
      <Drawer
        opened={opened}
        onClose={() => setOpened(false)}
        size="min(320px, 86vw)"
        title={text('web-recordings')}
      >
        <FolderPanel filter={filter} onChosen={() => setOpened(false)} />
      </Drawer>
    </>
  );
}
