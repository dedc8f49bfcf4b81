import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconArrowsDiagonal,
  IconArrowsDiagonalMinimize2,
  IconBadgeCc,
  IconBadgeCcFilled,
  IconMaximize,
  IconX,
} from '@tabler/icons-react';
import { type ComponentType, useEffect, useRef, useState } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import type { Playback } from '../playback.ts';
import styles from './video-stage.module.css';

interface VideoStageProps {
  readonly playback: Playback;
  /** Address of what is said, as subtitles. */
  readonly captions: string;
}

/** The picture of a film: above the text, small or large, with what is said if wished. */
export function VideoStage({ captions, playback }: VideoStageProps) {
  const text = useTexts();
  const [size, setSize] = useState<'small' | 'large' | 'none'>('small');
  const [captioned, setCaptioned] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const shown = size !== 'none';
  useEffect(() => {
    if (!shown) return;
    const { audio } = playback;
    place.current?.append(audio);
    audio.addEventListener('click', playback.toggle);
    return () => {
      audio.removeEventListener('click', playback.toggle);
      // Out of the page a player stops by itself.
      const playing = !audio.paused;
      audio.remove();
      if (playing) void audio.play().catch(() => undefined);
    };
  }, [shown, playback]);
  useCaptions(playback, captions, shown && captioned);
  if (!shown)
    return (
      <button type="button" className={styles.show} onClick={() => setSize('small')}>
        {text('web-video-show')}
      </button>
    );
  const large = size === 'large';
  return (
    <section className={styles.stage} data-size={size} aria-label={text('web-video')}>
      <div ref={place} className={styles.picture} />
      <div className={styles.tools}>
        <StageButton
          icon={captioned ? IconBadgeCcFilled : IconBadgeCc}
          label={text(captioned ? 'web-captions-hide' : 'web-captions-show')}
          onClick={() => setCaptioned(!captioned)}
        />
        <StageButton
          icon={large ? IconArrowsDiagonalMinimize2 : IconArrowsDiagonal}
          label={text(large ? 'web-video-smaller' : 'web-video-larger')}
          onClick={() => setSize(large ? 'small' : 'large')}
        />
        <StageButton
          icon={IconMaximize}
          label={text('web-video-whole')}
          onClick={() => void playback.audio.requestFullscreen?.().catch(() => undefined)}
        />
        <StageButton icon={IconX} label={text('web-video-hide')} onClick={() => setSize('none')} />
      </div>
    </section>
  );
}

interface StageButtonProps {
  readonly icon: ComponentType<{ size: number }>;
  readonly label: string;
  readonly onClick: () => void;
}

function StageButton({ icon: Icon, label, onClick }: StageButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="filled"
        color="dark"
        className={styles.tool ?? ''}
        aria-label={label}
        onClick={onClick}
      >
        <Icon size={17} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** Subtitles on the picture itself, also when it fills the screen; asked for when somebody wants them. */
function useCaptions({ audio }: Playback, address: string, wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    const track = document.createElement('track');
    track.kind = 'captions';
    track.src = address;
    track.default = true;
    audio.append(track);
    track.track.mode = 'showing';
    return () => {
      track.track.mode = 'disabled';
      track.remove();
    };
  }, [audio, address, wanted]);
}
