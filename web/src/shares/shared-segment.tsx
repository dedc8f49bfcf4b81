import { memo, useMemo } from 'react';
import { formatClock } from '../texts/formats.ts';
import { useTexts } from '../texts/use-texts.ts';
import type { Playback } from '../transcript/playback.ts';
import rowStyles from '../transcript/segment-row.module.css';
import { SegmentWords } from '../transcript/segment-words.tsx';
import type { FindSpeaker } from '../transcript/speakers.ts';
import type { Shared } from './queries.ts';
import styles from './shared-text.module.css';

interface SharedSegmentProps {
  readonly segment: Shared['transcript']['segments'][number];
  readonly speaker: ReturnType<FindSpeaker>;
  /** Another speaker than before. */
  readonly begins: boolean;
  readonly playback: Playback | undefined;
}

/** A sentence or so: when, who, what. */
export const SharedSegment = memo(function SharedSegment(props: SharedSegmentProps) {
  const { begins, playback, segment, speaker } = props;
  const text = useTexts();
  const clock = formatClock(segment.start);
  return (
    <div
      className={`${rowStyles['voice']} ${styles.segment}`}
      data-colour={speaker?.colour}
      data-begins={(begins && speaker !== undefined) || undefined}
    >
      {playback ? (
        <button
          type="button"
          className={styles.time}
          aria-label={text('web-play-from', { time: clock })}
          onClick={() => playback.seek(segment.start)}
        >
          {clock}
        </button>
      ) : (
        <span className={styles.time}>{clock}</span>
      )}
      <div className={styles.said}>
        {begins && speaker && (
          <div className={styles.speaker}>
            <bdi>{speaker.name}</bdi>
          </div>
        )}
        {playback ? <Heard segment={segment} playback={playback} /> : <Words segment={segment} />}
      </div>
    </div>
  );
});

/** Where the engine was unsure is the business of those who correct. */
function Heard({ playback, segment }: { readonly playback: Playback } & Pick<SharedSegmentProps, 'segment'>) {
  const sure = useMemo(
    () => ({ ...segment, words: segment.words.map(({ end, start, text }) => ({ end, start, text })) }),
    [segment],
  );
  return <SegmentWords segment={sure} playback={playback} />;
}

/** The same without sound: words that lead nowhere look like words. */
function Words({ segment }: Pick<SharedSegmentProps, 'segment'>) {
  const text = useTexts();
  if (segment.unintelligible) return <p className={styles.nothing}>{text('web-unintelligible')}</p>;
  return (
    <p className={styles.words} dir="auto">
      {segment.text}
    </p>
  );
}
