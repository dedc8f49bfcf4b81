import { useEffect, useRef, useState } from 'react';
import { createPlayback } from '../transcript/playback.ts';
import { PlayerBar } from '../transcript/player-bar.tsx';
import { useFollowing } from '../transcript/use-following.ts';
import { useHeardWords } from '../transcript/use-heard-words.ts';
import type { Shared } from './queries.ts';
import { SharedText, type SharedTextHandle } from './shared-text.tsx';

interface SharedSoundProps {
  readonly address: string;
  readonly transcript: Shared['transcript'];
}

/** The text with its sound: words light up, and a click on one plays from there. */
export function SharedSound({ address, transcript }: SharedSoundProps) {
  const { duration, segments } = transcript;
  const [playback] = useState(() => createPlayback(address));
  useEffect(() => () => playback.close(), [playback]);
  const list = useRef<SharedTextHandle>(null);
  const around = useRef<HTMLDivElement>(null);
  useHeardWords(around, playback);
  useFollowing(playback, segments, (place) => list.current?.show(place), false);
  return (
    <div ref={around}>
      <SharedText ref={list} transcript={transcript} playback={playback} />
      <PlayerBar playback={playback} duration={duration} segments={segments} />
    </div>
  );
}
