import { useEffect, useRef, useState } from 'react';
import { ApiFailure } from '../../api/api-failure.ts';
import { tellFailure } from '../../layout/tell.ts';
import { useTexts } from '../../texts/use-texts.ts';

/** Seconds that are enough to know who it is. */
const longest = 8;

/** Plays a moment of a recording, and stops by itself. */
export function useSnippet(recordingId: string, start: number, end: number) {
  const text = useTexts();
  const player = useRef<HTMLAudioElement>(undefined);
  const [plays, setPlays] = useState(false);
  const stop = () => {
    player.current?.pause();
    player.current = undefined;
    setPlays(false);
  };
  useEffect(() => () => player.current?.pause(), []);
  const play = () => {
    const until = Math.min(end, start + longest);
    const audio = new Audio(`/v1/recordings/${recordingId}/audio#t=${start},${until}`);
    player.current = audio;
    audio.onended = stop;
    audio.ontimeupdate = () => {
      if (audio.currentTime >= until) stop();
    };
    setPlays(true);
    audio.play().catch((error: unknown) => {
      if (player.current !== audio) return;
      stop();
      tellFailure(error instanceof ApiFailure ? error : new Error(String(error)), text);
    });
  };
  return { plays, toggle: () => (plays ? stop() : play()) };
}
