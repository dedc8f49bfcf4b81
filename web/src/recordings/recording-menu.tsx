import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconPlayerStop, IconRefresh, IconShare2, IconTrash } from '@tabler/icons-react';
import type { Recording } from '../api/client.ts';
import { useMay } from '../identity/use-who.ts';
import { openShares } from '../shares/open-shares.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './recording-menu.module.css';
import { useRecordingActions } from './use-recording-actions.ts';

/** What can be done with a recording as it stands: stop, send again, delete. */
export function RecordingMenu({
  onDeleted,
  recording,
}: {
  readonly recording: Recording;
  readonly onDeleted?: () => void;
}) {
  const text = useTexts();
  const { cancel, erase, retry } = useRecordingActions(recording, onDeleted);
  const { file_name: name, state } = recording;
  const mayShare = useMay('recordings:write');
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          className={styles.button ?? ''}
          aria-label={text('web-actions', { name })}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {state === 'succeeded' && mayShare && (
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
        <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={erase}>
          {text('web-delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
