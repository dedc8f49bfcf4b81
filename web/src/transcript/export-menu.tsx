import { Button, Menu } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCopy, IconDownload, IconFileText } from '@tabler/icons-react';
import type { Transcript } from '../api/client.ts';
import { tell } from '../layout/tell.ts';
import { useTexts } from '../texts/use-texts.ts';

const formats = ['txt', 'docx', 'srt', 'vtt', 'tsv', 'json'] as const;

/** The text, copied or as a file of any kind; the server writes the files. */
export function ExportMenu({ id, transcript }: { readonly id: string; readonly transcript: Transcript }) {
  const text = useTexts();
  const clipboard = useClipboard();
  const copy = () => {
    clipboard.copy(transcript.segments.map((segment) => segment.text).join('\n'));
    tell(text('web-copied'));
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={17} aria-hidden />}>
          {text('web-export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={copy}>
          {text('web-copy')}
        </Menu.Item>
        <Menu.Divider />
        {formats.map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={`/v1/recordings/${id}/transcript?format=${format}`}
            download
            leftSection={<IconFileText size={16} aria-hidden />}
          >
            {text(`web-format-${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
