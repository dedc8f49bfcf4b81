import { memo, useMemo } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { isDoubtful } from './doubtful.ts';
import { findPlace } from './find-place.ts';
import { layOutWords } from './lay-out-words.ts';
import { type Hit, type MarkedPiece, markPieces } from './mark-pieces.ts';
import { type Playback, usePlayback } from './playback.ts';
import type { Highlight, Segment } from './queries.ts';
import styles from './segment-words.module.css';

interface SegmentWordsProps {
  readonly segment: Segment;
  readonly playback: Playback;
  readonly highlights?: readonly Highlight[] | undefined;
  readonly hits?: readonly Hit[] | undefined;
  /** The hit that one looks at. */
  readonly hit?: Hit | undefined;
}

const none: readonly never[] = [];

/** What is said, with the word lit up that is being heard, and with what is marked in it. */
export const SegmentWords = memo(function SegmentWords(props: SegmentWordsProps) {
  const { highlights = none, hit, hits = none, playback, segment } = props;
  const text = useTexts();
  const { end, start, unintelligible, words } = segment;
  const laidOut = useMemo(() => layOutWords(segment.text, words), [segment.text, words]);
  const pieces = useMemo(() => markPieces(laidOut, highlights, hits), [laidOut, highlights, hits]);
  // Every row asks at every frame: nearly all of them are answered by the first comparison.
  const heard = usePlayback(playback, ({ currentTime: now, paused }) =>
    now < start || now >= end || (paused && now === 0) ? -2 : findPlace(words, now),
  );
  if (unintelligible) return <p className={styles.nothing}>{text('web-unintelligible')}</p>;
  return (
    <p className={styles.words} dir="auto" data-heard={heard > -2 || undefined}>
      {pieces.map((piece, place) => {
        const { highlight, text: letters, word } = piece;
        if (!word && !highlight && !piece.hit) return letters;
        return (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a word has nothing but its place
            key={place}
            data-start={word?.start}
            data-end={word?.end}
            data-highlight={highlight?.id}
            title={highlight?.note || undefined}
            className={nameClass(piece, word !== undefined && word === words[heard], hit)}
          >
            {letters}
          </span>
        );
      })}
    </p>
  );
});

function nameClass(
  { highlight, hit: found, word }: MarkedPiece,
  heard: boolean,
  hit: Hit | undefined,
): string {
  return [
    word && styles.word,
    word && isDoubtful(word) && styles.doubtful,
    highlight && styles.highlight,
    highlight?.note && styles.noted,
    found && styles.hit,
    found && found === hit && styles.current,
    heard && styles.heard,
  ]
    .filter(Boolean)
    .join(' ');
}
