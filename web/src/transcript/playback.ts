import { useSyncExternalStore } from 'react';

/** The sound of a page, with its picture where there is one. Whoever shows where it is asks for no more than it shows, and is drawn anew for no more. */
export interface Playback {
  /** A video element: it plays what has no picture as well. */
  readonly audio: HTMLVideoElement;
  subscribe(listener: () => void): () => void;
  /** Goes to a place, in seconds, and plays from there unless told not to. */
  seek(seconds: number, play?: boolean): void;
  toggle(): void;
  changeRate(rate: number): void;
  close(): void;
}

export const rates = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

const told = [
  ...(['play', 'pause', 'seeked', 'ratechange', 'durationchange', 'error', 'ended'] as const),
  // Whether there is a picture is known from here on.
  'loadedmetadata',
] as const;

export function createPlayback(url: string): Playback {
  const audio = document.createElement('video');
  audio.playsInline = true;
  audio.preload = 'metadata';
  audio.src = url;
  const listeners = new Set<() => void>();
  const notify = () => {
    for (const listener of listeners) listener();
  };
  let frame = 0;
  // Words light up with the sound: `timeupdate` comes four times a second only.
  const follow = () => {
    notify();
    if (!audio.paused) frame = requestAnimationFrame(follow);
  };
  const onPlay = () => {
    cancelAnimationFrame(frame);
    follow();
  };
  audio.addEventListener('play', onPlay);
  for (const type of told) audio.addEventListener(type, notify);
  const play = () => void audio.play().catch(() => notify());
  return {
    audio,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    seek(seconds, andPlay = true) {
      audio.currentTime = Math.max(0, seconds);
      if (andPlay) play();
      notify();
    },
    toggle: () => (audio.paused ? play() : audio.pause()),
    changeRate: (rate) => {
      audio.playbackRate = rate;
    },
    close() {
      cancelAnimationFrame(frame);
      audio.pause();
      // Ends the download.
      audio.removeAttribute('src');
      audio.load();
    },
  };
}

/** What `read` gives of the sound now; it is drawn anew when that changes. */
export function usePlayback<Value extends string | number | boolean>(
  playback: Playback,
  read: (audio: HTMLVideoElement) => Value,
): Value {
  return useSyncExternalStore(playback.subscribe, () => read(playback.audio));
}

/** Whether there is a picture to show. */
export function useFilm(playback: Playback): boolean {
  return usePlayback(playback, ({ videoHeight }) => videoHeight > 0);
}
