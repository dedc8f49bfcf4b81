import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import { IconAdjustments, IconChevronDown, IconLink, IconMicrophone, IconUpload } from '@tabler/icons-react';
import { useMay } from '../identity/use-who.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './choose-files.module.css';
import { chooseFiles } from './choose-from-disk.ts';
import { describeOptions } from './describe-options.ts';
import { useSendingOptions } from './sending-options.ts';
import { addFiles } from './uploads.ts';
import { openWayIn } from './way-in.ts';

/** The way in for those who do not drag, and behind it the others; shown to those who may send something in. */
export function ChooseFiles() {
  const text = useTexts();
  const options = useSendingOptions();
  if (!useMay('recordings:write')) return null;
  const chosen = describeOptions(options, text);
  return (
    <div className={styles.ways}>
      <Button
        className={styles.files ?? ''}
        leftSection={<IconUpload size={18} aria-hidden />}
        onClick={() => chooseFiles((files) => void addFiles(files))}
      >
        {text('web-send-files')}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="filled"
            size={36}
            className={styles.others ?? ''}
            aria-label={text('web-ways-in')}
          >
            <IconChevronDown size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown maw={300}>
          <Menu.Item
            leftSection={<IconMicrophone size={16} aria-hidden />}
            onClick={() => openWayIn({ way: 'microphone' })}
          >
            {text('web-way-record')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLink size={16} aria-hidden />}
            onClick={() => openWayIn({ way: 'link' })}
          >
            {text('web-way-link')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconAdjustments size={16} aria-hidden />}
            onClick={() => openWayIn({ way: 'options' })}
          >
            {text('web-way-options')}
            {chosen && (
              <Text size="xs" c="dimmed" truncate>
                {chosen}
              </Text>
            )}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
