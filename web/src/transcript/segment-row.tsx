import { VisuallyHidden } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type MouseEvent, memo, useEffect, useRef } from 'react';
import { formatClock } from '../texts/formats.ts';
import { useTexts } from '../texts/use-texts.ts';
import type { Desk } from './desk.ts';
import type { Hit } from './mark-pieces.ts';
import type { Highlight, Segment } from './queries.ts';
import type { OthersChange } from './revisions/use-revising.ts';
import { SegmentEditor } from './segment-editor.tsx';
import { SegmentMenu } from './segment-menu.tsx';
import styles from './segment-row.module.css';
import { SegmentSigns } from './segment-signs.tsx';
import { SegmentWords } from './segment-words.tsx';
import type { FindSpeaker, Speaker } from './speakers.ts';

interface SegmentRowProps {
  readonly desk: Desk;
  readonly segment: Segment;
  readonly speaker: ReturnType<FindSpeaker>;
  readonly speakers: readonly Speaker[] | undefined;
  /** Another speaker than before. */
  readonly begins: boolean;
  readonly editing: boolean;
  readonly selected: boolean;
  readonly unsaved: boolean;
  readonly failure: Error | undefined;
  /** What somebody else made of it a moment ago. */
  readonly others: OthersChange | undefined;
  readonly highlights: readonly Highlight[] | undefined;
  readonly hits: readonly Hit[] | undefined;
  readonly hit: Hit | undefined;
}

/** A sentence or so: when, who, what. */
export const SegmentRow = memo(function SegmentRow(props: SegmentRowProps) {
  const { begins, desk, editing, failure, others, segment, selected, speaker, speakers, unsaved } = props;
  const text = useTexts();
  const clock = formatClock(segment.start);
  const row = useFocusAfter(editing);
  const onTime = ({ shiftKey }: MouseEvent) =>
    shiftKey ? desk.select(segment.index, true) : desk.playback.seek(segment.start);
  return (
    <div
      ref={row}
      tabIndex={-1}
      className={`${styles['voice']} ${styles.row}`}
      data-colour={speaker?.colour}
      data-begins={begins || undefined}
      data-selected={selected || undefined}
    >
      <button
        type="button"
        className={styles.time}
        aria-label={text('web-play-from', { time: clock })}
        onClick={onTime}
      >
        {clock}
        {selected && <VisuallyHidden>{text('web-selected-one')}</VisuallyHidden>}
      </button>
      <div className={styles.said}>
        {begins && speaker && (
          <div className={styles.speaker}>
            <bdi>{speaker.name}</bdi>
          </div>
        )}
        {editing ? (
          <SegmentEditor
            desk={desk}
            segment={segment}
            speakers={speakers}
            failure={failure}
            others={others?.change}
          />
        ) : (
          <SegmentWords
            segment={segment}
            playback={desk.playback}
            highlights={props.highlights}
            hits={props.hits}
            hit={props.hit}
          />
        )}
        {!editing && (others || unsaved) && (
          <SegmentSigns others={others?.change} unsaved={unsaved} onEdit={() => desk.edit(segment.index)} />
        )}
      </div>
      {!editing && (
        <div className={styles.tools}>
          {desk.mayWrite && (
            <button
              type="button"
              className={styles.tool}
              aria-label={text('web-correct', { time: clock })}
              onClick={() => desk.edit(segment.index)}
            >
              <IconPencil size={16} aria-hidden />
            </button>
          )}
          <SegmentMenu desk={desk} segment={segment} clock={clock} selected={selected} />
        </div>
      )}
    </div>
  );
});

/** Whoever was writing by keyboard is still here when that ends. */
function useFocusAfter(editing: boolean) {
  const row = useRef<HTMLDivElement>(null);
  const before = useRef(editing);
  useEffect(() => {
    if (before.current && !editing && document.activeElement === document.body)
      row.current?.focus({ preventScroll: true });
    before.current = editing;
  }, [editing]);
  return row;
}
