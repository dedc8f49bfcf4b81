import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCommand } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { Who } from '../identity/use-who.ts';
import { wordStroke } from '../keys/stroke-keys.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { useTexts } from '../texts/use-texts.ts';
import { noteRecent } from './recent-recordings.ts';
import { useEverywhere } from './use-everywhere.ts';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const KeyHelp = lazy(async () => ({ default: (await import('../keys/key-help.tsx')).KeyHelp }));

/** The way to everything by Ctrl-K, and to the help for keys by `?`; both are loaded when they are wanted. */
export function CommandDoor({ who }: { readonly who: Who }) {
  const text = useTexts();
  const [opened, setOpened] = useState<'commands' | 'keys'>();
  const close = () => setOpened(undefined);
  const owner = `${who.user.id}:${who.tenant.id}`;
  useEverywhere(who, () => setOpened('keys'));
  useKeys('web-keys-everywhere', [
    {
      keys: 'Mod+k',
      label: 'web-key-commands',
      always: true,
      act: () => setOpened((before) => (before === 'commands' ? undefined : 'commands')),
    },
  ]);
  useRecent(owner);
  const label = text('web-commands-open', { keys: wordStroke('Mod+k') });
  return (
    <>
      <Tooltip label={label}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={label}
          onClick={() => setOpened('commands')}
        >
          <IconCommand size={20} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Suspense>
        {opened === 'commands' && <Palette owner={owner} onClose={close} />}
        {opened === 'keys' && <KeyHelp onClose={close} />}
      </Suspense>
    </>
  );
}

/** Remembers which recording is looked at. */
function useRecent(owner: string): void {
  const { id } = useParams({ strict: false });
  const recording = useParams({ from: '/_signed-in/recordings/$id', shouldThrow: false })?.id;
  useEffect(() => {
    if (recording !== undefined && recording === id) noteRecent(owner, recording);
  }, [owner, id, recording]);
}
