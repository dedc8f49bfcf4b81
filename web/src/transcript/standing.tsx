import { Button, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { Recording } from '../api/client.ts';
import { useMay } from '../identity/use-who.ts';
import { RecordingStanding } from '../recordings/recording-standing.tsx';
import { useRecordingActions } from '../recordings/use-recording-actions.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './standing.module.css';

/** How a recording stands of which there is no text yet, and the way on where it has ended. */
export function Standing({ recording }: { readonly recording: Recording }) {
  const text = useTexts();
  const may = useMay('recordings:write');
  const { retry, retrying } = useRecordingActions(recording);
  const { error, state } = recording;
  const ended = state === 'failed' || state === 'cancelled';
  return (
    <div className={ended ? styles.ended : styles.standing}>
      <RecordingStanding recording={recording} />
      {error && (
        <Text size="sm" mt={6}>
          {error.hint}
        </Text>
      )}
      {ended && may && (
        <Button
          mt="md"
          leftSection={<IconRefresh size={17} aria-hidden />}
          loading={retrying}
          onClick={retry}
        >
          {text('web-retry')}
        </Button>
      )}
    </div>
  );
}
