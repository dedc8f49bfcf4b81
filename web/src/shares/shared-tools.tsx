import { Button, Group, Menu } from '@mantine/core';
import { IconCopy, IconDownload, IconFileText } from '@tabler/icons-react';
import { copyText } from '../layout/copy-text.ts';
import { tell } from '../layout/tell.ts';
import { useTexts } from '../texts/use-texts.ts';
import { addressOf, type Shared } from './queries.ts';
import { writeText } from './write-text.ts';

/** What readers take: files of these kinds, by the query of their address. */
const files = [
  ['web-format-txt', 'format=txt'],
  ['web-shared-txt-times', 'format=txt&times=true'],
  ['web-format-docx', 'format=docx'],
  ['web-format-srt', 'format=srt'],
  ['web-format-vtt', 'format=vtt'],
] as const;

interface SharedToolsProps {
  readonly secret: string;
  readonly transcript: Shared['transcript'];
}

/** The text to take along, copied or as a file. */
export function SharedTools({ secret, transcript }: SharedToolsProps) {
  const text = useTexts();
  const copy = async () => {
    if (await copyText(writeText(transcript, text))) tell(text('web-copied'));
    else tell(text('web-copy-failed'));
  };
  return (
    <Group gap={6} wrap="nowrap">
      <Button variant="default" leftSection={<IconCopy size={17} aria-hidden />} onClick={() => void copy()}>
        {text('web-copy')}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={17} aria-hidden />}>
            {text('web-shared-download')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {files.map(([label, query]) => (
            <Menu.Item
              key={query}
              component="a"
              href={`${addressOf(secret, 'transcript')}?${query}`}
              download
              leftSection={<IconFileText size={16} aria-hidden />}
            >
              {text(label)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
