import { Button, Menu } from '@mantine/core';
import { IconCopy, IconDownload, IconFileText } from '@tabler/icons-react';
import type { Transcript } from '../api/client.ts';
import { exportChoices, toQuery } from '../exports/formats.ts';
import { writeText } from '../exports/write-text.ts';
import { copyText } from '../layout/copy-text.ts';
import { tell } from '../layout/tell.ts';
import { useTexts } from '../texts/use-texts.ts';

/** The text, copied or as a file of any kind; the server writes the files. */
export function ExportMenu({ id, transcript }: { readonly id: string; readonly transcript: Transcript }) {
  const text = useTexts();
  const copy = async () =>
    tell(text((await copyText(writeText(transcript, text))) ? 'web-copied' : 'web-copy-failed'));
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={17} aria-hidden />}>
          {text('web-export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void copy()}>
          {text('web-copy')}
        </Menu.Item>
        <Menu.Divider />
        {exportChoices.map((choice) => (
          <Menu.Item
            key={choice.label}
            component="a"
            href={`/v1/recordings/${id}/transcript?${toQuery(choice)}`}
            download
            leftSection={<IconFileText size={16} aria-hidden />}
          >
            {text(choice.label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
