import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { formatClock } from '../texts/formats.ts';
import { useTexts } from '../texts/use-texts.ts';
import { LevelMeter } from './level-meter.tsx';
import styles from './microphone.module.css';
import type { SoundRecorder } from './record-sound.ts';

/** While it records: how loud, how long, and what can be done. */
export function RecordingControls({ recorder }: { readonly recorder: SoundRecorder }) {
  const text = useTexts();
  const [paused, setPaused] = useState(false);
  const [silent, setSilent] = useState(false);
  useWakefulness();
  const toggle = () => {
    if (paused) recorder.resume();
    else recorder.pause();
    setPaused(!paused);
  };
  return (
    <Stack>
      <div className={styles.stage} data-paused={paused || undefined}>
        <LevelMeter analyser={recorder.analyser} paused={paused} onSilent={setSilent} />
        <Elapsed recorder={recorder} />
      </div>
      <Text size="sm" role="status" {...(silent && !paused ? {} : { c: 'dimmed' })} ta="center">
        {text(
          paused ? 'web-microphone-paused' : silent ? 'web-microphone-silent' : 'web-microphone-recording',
        )}
      </Text>
      <Group justify="center">
        <Button
          variant="default"
          leftSection={
            paused ? <IconPlayerPlay size={18} aria-hidden /> : <IconPlayerPause size={18} aria-hidden />
          }
          onClick={toggle}
        >
          {text(paused ? 'web-microphone-resume' : 'web-microphone-pause')}
        </Button>
        <Button
          data-autofocus
          leftSection={<IconPlayerStop size={18} aria-hidden />}
          onClick={() => recorder.stop()}
        >
          {text('web-microphone-stop')}
        </Button>
      </Group>
    </Stack>
  );
}

function Elapsed({ recorder }: { readonly recorder: SoundRecorder }) {
  const text = useTexts();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(recorder.readSeconds()), 250);
    return () => clearInterval(timer);
  }, [recorder]);
  return (
    <div role="timer" aria-label={text('web-microphone-elapsed')} className={styles.elapsed}>
      {formatClock(seconds)}
    </div>
  );
}

/** A phone that falls asleep would stop to listen. */
function useWakefulness(): void {
  useEffect(() => {
    const wake = navigator.wakeLock?.request('screen').catch(() => undefined);
    return () => void wake?.then((lock) => lock?.release());
  }, []);
}
