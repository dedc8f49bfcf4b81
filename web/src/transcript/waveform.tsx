import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import WaveSurfer from 'wavesurfer.js';
import { readNonce } from '../layout/read-nonce.ts';
import { drawSpeech, isDrawnBySpeech } from './draw-speech.ts';
import { type Playback, useFilm } from './playback.ts';
import type { Segment } from './queries.ts';

const colours = {
  light: { waveColor: '#a9b8bf', progressColor: '#0b7285', cursorColor: '#1b2226' },
  dark: { waveColor: '#59656c', progressColor: '#4dc4d6', cursorColor: '#e6eaec' },
} as const;

/** The recording from its beginning to its end: a click goes there. A long one, and a film, is drawn by where somebody speaks. */
export function Waveform({
  duration: seconds,
  playback,
  segments,
}: {
  readonly playback: Playback;
  readonly duration: number;
  readonly segments: readonly Segment[];
}) {
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const film = useFilm(playback);
  const first = useRef({ segments, duration: seconds });
  useEffect(() => {
    const { duration, segments: spoken } = first.current;
    const wave = WaveSurfer.create({
      container: place.current as HTMLElement,
      media: playback.audio,
      height: 44,
      barWidth: 2,
      barGap: 1,
      barRadius: 2,
      normalize: true,
      dragToSeek: true,
      cspNonce: readNonce(),
      ...colours[scheme],
      ...(isDrawnBySpeech(duration, film) ? { peaks: [drawSpeech(spoken, duration)], duration } : {}),
    });
    // Sound that cannot be had is told of by the player itself.
    wave.on('error', () => undefined);
    return () => {
      // The sound belongs to the page: it goes on when the wave is drawn anew.
      const { audio } = playback;
      const [at, playing] = [audio.currentTime, !audio.paused];
      wave.destroy();
      if (playing && audio.paused) void audio.play().catch(() => undefined);
      audio.currentTime = at;
    };
  }, [playback, scheme, film]);
  return <div ref={place} aria-hidden />;
}
