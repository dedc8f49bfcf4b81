import { ActionIcon, Button, Container, Menu, Text } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconVolumeOff } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { formatClock } from '../texts/formats.ts';
import { useTexts } from '../texts/use-texts.ts';
import { isDrawnBySpeech } from './draw-speech.ts';
import { type Playback, rates, useFilm, usePlayback } from './playback.ts';
import styles from './player-bar.module.css';
import type { Segment } from './queries.ts';

const Waveform = lazy(async () => ({ default: (await import('./waveform.tsx')).Waveform }));

/** The sound, always at hand: play, where it is, how fast. */
export function PlayerBar({
  duration,
  playback,
  segments,
}: {
  readonly playback: Playback;
  /** Seconds; 0 where nobody knows. */
  readonly duration: number;
  readonly segments: readonly Segment[];
}) {
  const text = useTexts();
  const failed = usePlayback(playback, ({ error }) => error !== null);
  const bySpeech = isDrawnBySpeech(duration, useFilm(playback));
  return (
    <section className={styles.bar} data-dock aria-label={text('web-player')}>
      <Container size="md" className={styles.inside}>
        {failed ? (
          <Text size="sm" className={styles.failed} role="status">
            <IconVolumeOff size={18} aria-hidden />
            {text('web-sound-missing')}
          </Text>
        ) : (
          <>
            <PlayButton playback={playback} />
            <Clock playback={playback} duration={duration} />
            <div className={styles.wave}>
              {bySpeech && <span className={styles.meaning}>{text('web-wave-speech')}</span>}
              <Suspense>
                <Waveform playback={playback} duration={duration} segments={segments} />
              </Suspense>
            </div>
            <RateMenu playback={playback} />
          </>
        )}
      </Container>
    </section>
  );
}

function PlayButton({ playback }: { readonly playback: Playback }) {
  const text = useTexts();
  const paused = usePlayback(playback, (audio) => audio.paused);
  const Icon = paused ? IconPlayerPlayFilled : IconPlayerPauseFilled;
  return (
    <ActionIcon
      size={42}
      radius="xl"
      variant="filled"
      aria-label={text(paused ? 'web-play' : 'web-pause')}
      onClick={playback.toggle}
    >
      <Icon size={20} aria-hidden />
    </ActionIcon>
  );
}

function Clock({ duration, playback }: { readonly playback: Playback; readonly duration: number }) {
  const now = usePlayback(playback, ({ currentTime }) => formatClock(currentTime));
  return (
    <Text size="sm" className={styles.clock}>
      {now} <span className={styles.whole}>/ {formatClock(duration)}</span>
    </Text>
  );
}

function RateMenu({ playback }: { readonly playback: Playback }) {
  const text = useTexts();
  const rate = usePlayback(playback, (audio) => audio.playbackRate);
  return (
    <Menu position="top-end" withinPortal>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="sm" px={8} aria-label={text('web-speed', { rate })}>
          {rate}×
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {rates.map((one) => (
          <Menu.Item key={one} aria-current={one === rate} onClick={() => playback.changeRate(one)}>
            {one}×
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
