import { Menu } from '@mantine/core';
import { IconDots, IconPlayerStop, IconRefresh, IconShare2, IconTag } from '@tabler/icons-react';
import { useState } from 'react';
import type { Recording } from '../api/client.ts';
import { useMay } from '../identity/use-who.ts';
import { DeleteItem, MoveItem, RenameItem } from '../layout/menu-items.tsx';
import { openShares } from '../shares/open-shares.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './recording-menu.module.css';
import { useRecordingActions } from './use-recording-actions.ts';

interface MenuProps {
  readonly recording: Recording;
  readonly onDeleted?: () => void;
}

/** What can be done with a recording as it stands, for those who may. */
export function RecordingMenu(props: MenuProps) {
  return useMay('recordings:write') ? <RecordingMenuButton {...props} /> : null;
}

/** The menu is made when it is opened first: a list has many of them, and few are opened. */
export function RecordingMenuButton({ onDeleted, recording }: MenuProps) {
  const text = useTexts();
  const [made, setMade] = useState(false);
  const look = {
    type: 'button',
    className: styles.button,
    'aria-label': text('web-actions', { name: recording.file_name }),
    children: <IconDots size={18} aria-hidden />,
  } as const;
  if (!made)
    return <button {...look} aria-haspopup="menu" aria-expanded={false} onClick={() => setMade(true)} />;
  return (
    <Menu position="bottom-end" withinPortal defaultOpened>
      <Menu.Target>
        <button {...look} />
      </Menu.Target>
      <Menu.Dropdown>
        <MenuItems recording={recording} {...(onDeleted && { onDeleted })} />
      </Menu.Dropdown>
    </Menu>
  );
}

function MenuItems({ onDeleted, recording }: MenuProps) {
  const text = useTexts();
  const { cancel, erase, move, rename, retry, tag } = useRecordingActions(recording, onDeleted);
  const { state } = recording;
  return (
    <>
      {state === 'succeeded' && (
        <Menu.Item
          leftSection={<IconShare2 size={16} aria-hidden />}
          onClick={() => openShares(recording, text)}
        >
          {text('web-share-action')}
        </Menu.Item>
      )}
      {(state === 'queued' || state === 'running') && (
        <Menu.Item leftSection={<IconPlayerStop size={16} aria-hidden />} onClick={cancel}>
          {text('web-cancel-recording')}
        </Menu.Item>
      )}
      {(state === 'failed' || state === 'cancelled') && (
        <Menu.Item leftSection={<IconRefresh size={16} aria-hidden />} onClick={retry}>
          {text('web-retry')}
        </Menu.Item>
      )}
      <RenameItem onClick={rename} />
      <MoveItem onClick={move} />
      <Menu.Item leftSection={<IconTag size={16} aria-hidden />} onClick={tag}>
        {text('web-tags-edit')}
      </Menu.Item>
      <DeleteItem onClick={erase} />
    </>
  );
}
