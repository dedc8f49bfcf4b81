import { Menu } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useTexts } from '../../texts/use-texts.ts';
import { ToolButton } from '../tool-button.tsx';
import type { CopyOptions } from './write-copy.ts';

const ways: readonly (readonly [string, CopyOptions])[] = [
  ['web-copy-words', { speakers: false, times: false }],
  ['web-copy-speakers', { speakers: true, times: false }],
  ['web-copy-all', { speakers: true, times: true }],
];

/** The whole text to paste elsewhere: the words alone, with who says them, with times as well. */
export function CopyMenu({ onCopy }: { readonly onCopy: (options: CopyOptions) => void }) {
  const text = useTexts();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ToolButton label={text('web-copy')} icon={IconCopy} />
      </Menu.Target>
      <Menu.Dropdown>
        {ways.map(([label, options]) => (
          <Menu.Item key={label} onClick={() => onCopy(options)}>
            {text(label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
