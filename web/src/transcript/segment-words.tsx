import { memo, useMemo } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { isDoubtful } from './doubtful.ts';
import { findPlace } from './find-place.ts';
import { layOutWords } from './lay-out-words.ts';
import { type Playback, usePlayback } from './playback.ts';
import type { Segment, Word } from './queries.ts';
import styles from './segment-words.module.css';

/** What is said, with the word lit up that is being heard. */
export const SegmentWords = memo(function SegmentWords({
  playback,
  segment,
}: {
  readonly segment: Segment;
  readonly playback: Playback;
}) {
  const text = useTexts();
  const { end, start, unintelligible, words } = segment;
  const pieces = useMemo(() => layOutWords(segment.text, words), [segment.text, words]);
  // Every row asks at every frame: nearly all of them are answered by the first comparison.
  const heard = usePlayback(playback, ({ currentTime: now, paused }) =>
    now < start || now >= end || (paused && now === 0) ? -2 : findPlace(words, now),
  );
  if (unintelligible) return <p className={styles.nothing}>{text('web-unintelligible')}</p>;
  return (
    <p className={styles.words} dir="auto" data-heard={heard > -2 || undefined}>
      {pieces.map(({ text: piece, word }, place) =>
        word ? (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a word has nothing but its place
            key={place}
            data-start={word.start}
            className={nameClass(word, word === words[heard])}
          >
            {piece}
          </span>
        ) : (
          piece
        ),
      )}
    </p>
  );
});

function nameClass(word: Word, heard: boolean): string {
  return [styles.word, isDoubtful(word) && styles.doubtful, heard && styles.heard].filter(Boolean).join(' ');
}
