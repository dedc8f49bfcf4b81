import { Button, Group, Menu } from '@mantine/core';
import { IconCopy, IconDownload, IconFileText } from '@tabler/icons-react';
import { exportChoices, toQuery } from '../exports/formats.ts';
import { writeText } from '../exports/write-text.ts';
import { copyText } from '../layout/copy-text.ts';
import { tell } from '../layout/tell.ts';
import { useTexts } from '../texts/use-texts.ts';
import { addressOf, type Shared } from './queries.ts';

/** What readers take; tables and data are for programs. */
const files = exportChoices.filter(({ format }) => format !== 'tsv' && format !== 'json');

interface SharedToolsProps {
  readonly secret: string;
  readonly transcript: Shared['transcript'];
}

/** The text to take along, copied or as a file. */
export function SharedTools({ secret, transcript }: SharedToolsProps) {
  const text = useTexts();
  const copy = async () =>
    tell(text((await copyText(writeText(transcript, text))) ? 'web-copied' : 'web-copy-failed'));
  return (
    <Group gap={8} wrap="nowrap">
      <Button variant="default" leftSection={<IconCopy size={17} aria-hidden />} onClick={() => void copy()}>
        {text('web-share-copy')}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={17} aria-hidden />}>
            {text('web-shared-download')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {files.map((choice) => (
            <Menu.Item
              key={choice.label}
              component="a"
              href={`${addressOf(secret, 'transcript')}?${toQuery(choice)}`}
              download
              leftSection={<IconFileText size={16} aria-hidden />}
            >
              {text(choice.label)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
