import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconSend, IconTrash } from '@tabler/icons-react';
import { type SyntheticEvent, useEffect, useState } from 'react';
import { formatClock } from '../texts/formats.ts';
import { useTexts } from '../texts/use-texts.ts';
import { closeWayIn } from '../uploads/way-in.ts';
import { askToDiscard, sendTake } from './act-on-take.ts';
import styles from './microphone.module.css';
import type { Recorded } from './record-sound.ts';

/** What was recorded: to be heard, then sent or discarded. Closed, it is offered further on. */
export function TakeReview({ cut, file, take }: Recorded) {
  const text = useTexts();
  const address = useAddress(file);
  return (
    <Stack>
      {cut && (
        <Alert role="alert" color="yellow" variant="light">
          {text(`web-microphone-cut-${cut}`)}
        </Alert>
      )}
      <Text size="sm">
        <bdi>{take.name}</bdi> · {formatClock(take.seconds)}
      </Text>
      {/* biome-ignore lint/a11y/useMediaCaption: the words are what it is sent in for */}
      <audio
        controls
        src={address}
        className={styles.player}
        aria-label={text('web-take-listen')}
        onLoadedMetadata={findLength}
      />
      <Group justify="space-between">
        <Button
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={18} aria-hidden />}
          onClick={() => askToDiscard(take, text, closeWayIn)}
        >
          {text('web-take-discard')}
        </Button>
        <Button
          data-autofocus
          leftSection={<IconSend size={18} aria-hidden />}
          onClick={() => {
            modals.closeAll();
            closeWayIn();
            void sendTake(take, file);
          }}
        >
          {text('web-take-send')}
        </Button>
      </Group>
    </Stack>
  );
}

function useAddress(file: File): string {
  const [address, setAddress] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}

/** Browsers write no length into what they record; it shows once the end was looked for. */
function findLength({ currentTarget: audio }: SyntheticEvent<HTMLAudioElement>): void {
  if (Number.isFinite(audio.duration)) return;
  audio.addEventListener(
    'durationchange',
    () => {
      audio.currentTime = 0;
    },
    { once: true },
  );
  audio.currentTime = Number.MAX_SAFE_INTEGER;
}
