import { Button, CloseButton, Menu, Text } from '@mantine/core';
import { IconCopy, IconUser, IconUserPlus, IconUserQuestion } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { Transcript } from '../../api/client.ts';
import { tellFailure } from '../../layout/tell.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { nameSpeaker } from '../speakers.ts';
import styles from './selection-bar.module.css';
import type { SpeakerChanges } from './use-speaker-changes.ts';

interface SelectionBarProps {
  readonly selected: ReadonlySet<number>;
  readonly transcript: Transcript;
  readonly changes: SpeakerChanges;
  readonly onCopy: () => void;
  readonly onClose: () => void;
}

/** What can be done with the segments that are chosen: said by another, by somebody new, copied. */
export function SelectionBar({ changes, onClose, onCopy, selected, transcript }: SelectionBarProps) {
  const text = useTexts();
  const give = useMutation({
    mutationFn: async (speaker: string | null | undefined) => {
      if (speaker === undefined) await separateAll(transcript, selected, changes);
      else await changes.assign([...selected], speaker);
    },
    onSuccess: onClose,
    onError: (error) => tellFailure(error, text),
  });
  const { speakers = [] } = transcript;
  return (
    <div className={styles.bar} role="toolbar" aria-label={text('web-selected', { count: selected.size })}>
      <Text size="sm" role="status">
        {text('web-selected', { count: selected.size })}
      </Text>
      <Menu position="top" withinPortal>
        <Menu.Target>
          <Button size="xs" loading={give.isPending} leftSection={<IconUser size={16} aria-hidden />}>
            {text('web-said-by')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah="50vh" style={{ overflowY: 'auto' }}>
          {speakers.map((speaker) => (
            <Menu.Item key={speaker.id} onClick={() => give.mutate(speaker.id)}>
              <bdi>{nameSpeaker(speaker, text)}</bdi>
            </Menu.Item>
          ))}
          {speakers.length > 0 && <Menu.Divider />}
          <Menu.Item
            leftSection={<IconUserPlus size={16} aria-hidden />}
            onClick={() => give.mutate(undefined)}
          >
            {text('web-speaker-new')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconUserQuestion size={16} aria-hidden />}
            onClick={() => give.mutate(null)}
          >
            {text('web-speaker-none')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button size="xs" variant="default" leftSection={<IconCopy size={16} aria-hidden />} onClick={onCopy}>
        {text('web-copy-short')}
      </Button>
      <CloseButton aria-label={text('web-selection-clear')} onClick={onClose} />
    </div>
  );
}

/** Somebody new is made of what one speaker said; what others said is given to them afterwards. */
async function separateAll(
  { segments }: Transcript,
  selected: ReadonlySet<number>,
  changes: SpeakerChanges,
): Promise<void> {
  const chosen = segments.filter(({ index }) => selected.has(index));
  const [own = [], ...others] = [...Map.groupBy(chosen, ({ speaker }) => speaker).values()];
  const speaker = await changes.separate(
    own.map(({ index }) => index),
    undefined,
  );
  const rest = others.flat().map(({ index }) => index);
  if (rest.length > 0) await changes.assign(rest, speaker);
}
