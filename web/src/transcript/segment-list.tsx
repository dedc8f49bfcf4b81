import { type Ref, useImperativeHandle, useRef } from 'react';
import type { Transcript } from '../api/client.ts';
import { useTexts } from '../texts/use-texts.ts';
import type { Desk } from './desk.ts';
import type { Finding } from './find/use-find.ts';
import { findPlace } from './find-place.ts';
import type { Highlight } from './queries.ts';
import type { Corrections } from './revisions/use-corrections.ts';
import type { OthersChanges } from './revisions/use-revising.ts';
import styles from './segment-list.module.css';
import { SegmentRow } from './segment-row.tsx';
import type { FindSpeaker } from './speakers.ts';
import { useFollowing } from './use-following.ts';
import { useHeardWords } from './use-heard-words.ts';
import { useRows } from './use-rows.ts';

export interface SegmentListHandle {
  /** Brings a segment into view, by its place. */
  show(place: number): void;
  /** The place of what is being heard. */
  current(): number;
}

interface SegmentListProps {
  readonly ref: Ref<SegmentListHandle>;
  readonly desk: Desk;
  readonly transcript: Transcript;
  readonly findSpeaker: FindSpeaker;
  readonly corrections: Corrections;
  readonly selected: ReadonlySet<number>;
  readonly others: OthersChanges;
  /** By the place of the segment that they are in. */
  readonly highlights: ReadonlyMap<number, readonly Highlight[]>;
  readonly finding: Finding;
}

/** The text, of which only what can be seen is there: five hours scroll like five minutes. */
export function SegmentList(props: SegmentListProps) {
  const { corrections, desk, finding, findSpeaker, ref, selected, transcript } = props;
  const { segments } = transcript;
  const { editing, failure, unsaved } = corrections;
  const text = useTexts();
  const list = useRef<HTMLDivElement>(null);
  const { rows, top } = useRows(list, segments, editing);
  const show = (place: number) => rows.scrollToIndex(place, { align: 'center' });
  useImperativeHandle(ref, () => ({
    show,
    current: () => Math.max(0, findPlace(segments, desk.playback.audio.currentTime)),
  }));
  useHeardWords(list, desk.playback);
  useFollowing(desk.playback, segments, show, editing !== undefined);
  return (
    <section
      ref={list}
      className={styles.list}
      style={{ height: rows.getTotalSize() }}
      aria-label={text('web-transcript')}
    >
      {rows.getVirtualItems().map(({ index: place, key, start }) => {
        const segment = segments[place];
        if (!segment) return null;
        const { index } = segment;
        return (
          <div
            key={key}
            ref={rows.measureElement}
            data-index={place}
            className={styles.row}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            <SegmentRow
              desk={desk}
              segment={segment}
              speaker={findSpeaker(segment.speaker)}
              speakers={transcript.speakers}
              begins={segments[place - 1]?.speaker !== segment.speaker}
              editing={editing === index}
              selected={selected.has(index)}
              unsaved={unsaved.has(index)}
              failure={failure?.index === index ? failure.error : undefined}
              others={props.others.get(index)}
              highlights={props.highlights.get(place)}
              hits={finding.hitsAt(place)}
              hit={finding.hitsAt(place) && finding.hit}
            />
          </div>
        );
      })}
    </section>
  );
}
