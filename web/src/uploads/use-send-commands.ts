import { IconAdjustments, IconLink, IconMicrophone, IconUpload } from '@tabler/icons-react';
import { useCommands } from '../commands/use-commands.ts';
import { chooseFiles } from './choose-from-disk.ts';
import { addFiles } from './uploads.ts';
import { openWayIn } from './way-in.ts';

/** The ways in, for whoever looks for them by Ctrl-K. */
export function useSendCommands(): void {
  const common = { scope: 'recordings:write', words: 'web-ways-words' } as const;
  useCommands('web-recordings', [
    {
      ...common,
      id: 'send-files',
      label: 'web-send-files',
      icon: IconUpload,
      act: () => chooseFiles((files) => void addFiles(files)),
    },
    {
      ...common,
      id: 'record',
      label: 'web-way-record',
      icon: IconMicrophone,
      act: () => openWayIn({ way: 'microphone' }),
    },
    { ...common, id: 'link', label: 'web-way-link', icon: IconLink, act: () => openWayIn({ way: 'link' }) },
    {
      ...common,
      id: 'sending-options',
      label: 'web-options-title',
      icon: IconAdjustments,
      act: () => openWayIn({ way: 'options' }),
    },
  ]);
}
