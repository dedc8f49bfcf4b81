import { ActionIcon, Radio, Text } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useTexts } from '../../texts/use-texts.ts';
import { nameSpeaker } from '../../transcript/speakers.ts';
import { useSnippet } from './use-snippet.ts';
import styles from './voices.module.css';

interface Speaker {
  readonly id: string;
  readonly name?: string | undefined;
  readonly seconds?: number | undefined;
  readonly start: number;
  readonly end: number;
  readonly said: string;
}

/** Somebody who speaks in a recording: how long, what, and how it sounds. */
export function SpeakerChoice({
  recordingId,
  speaker: { end, id, name, said, seconds = 0, start },
}: {
  readonly recordingId: string;
  readonly speaker: Speaker;
}) {
  const text = useTexts();
  const { plays, toggle } = useSnippet(recordingId, start, end);
  const called = nameSpeaker({ id, name }, text);
  return (
    <div className={styles.choice}>
      <Radio
        value={id}
        label={
          <>
            <bdi>{called}</bdi>{' '}
            <Text component="span" size="xs" c="dimmed">
              {text('web-span', { seconds })}
            </Text>
          </>
        }
        description={
          <span className={styles.said}>
            <bdi>{said}</bdi>
          </span>
        }
      />
      {said !== '' && (
        <ActionIcon
          variant="default"
          onClick={toggle}
          aria-label={text(plays ? 'web-voice-stop' : 'web-voice-hear', { name: called })}
        >
          {plays ? <IconPlayerStop size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />}
        </ActionIcon>
      )}
    </div>
  );
}
