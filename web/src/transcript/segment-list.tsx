import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { Transcript } from '../api/client.ts';
import { useTexts } from '../texts/use-texts.ts';
import { findPlace } from './find-place.ts';
import type { Playback } from './playback.ts';
import styles from './segment-list.module.css';
import { SegmentRow } from './segment-row.tsx';
import type { FindSpeaker } from './speakers.ts';
import { useFollowing } from './use-following.ts';
import { useHeardWords } from './use-heard-words.ts';

export interface SegmentListHandle {
  /** Brings a segment into view, by its place. */
  show(place: number): void;
  /** The place of what is being heard. */
  current(): number;
}

interface SegmentListProps {
  readonly ref: Ref<SegmentListHandle>;
  readonly recordingId: string;
  readonly transcript: Transcript;
  readonly playback: Playback;
  readonly findSpeaker: FindSpeaker;
  readonly editing: number | undefined;
  readonly onEdit: (place: number | undefined) => void;
}

/** The text, of which only what can be seen is there: five hours scroll like five minutes. */
export function SegmentList(props: SegmentListProps) {
  const { editing, findSpeaker, onEdit, playback, recordingId, ref, transcript } = props;
  const { segments } = transcript;
  const text = useTexts();
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const rows = useWindowVirtualizer({
    count: segments.length,
    estimateSize: () => 62,
    overscan: 6,
    scrollMargin: top,
    getItemKey: (place) => segments[place]?.index ?? place,
    // Below the head of the page, above the player.
    scrollPaddingStart: 70,
    scrollPaddingEnd: 110,
  });
  const show = (place: number) => rows.scrollToIndex(place, { align: 'center' });
  useImperativeHandle(ref, () => ({
    show,
    current: () => Math.max(0, findPlace(segments, playback.audio.currentTime)),
  }));
  useHeardWords(list, playback);
  useFollowing(playback, segments, show, editing !== undefined);
  return (
    <section
      ref={list}
      className={styles.list}
      style={{ height: rows.getTotalSize() }}
      aria-label={text('web-transcript')}
    >
      {rows.getVirtualItems().map(({ index, key, start }) => {
        const segment = segments[index];
        if (!segment) return null;
        return (
          <div
            key={key}
            ref={rows.measureElement}
            data-index={index}
            className={styles.row}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            <SegmentRow
              recordingId={recordingId}
              segment={segment}
              place={index}
              version={transcript.version}
              speaker={findSpeaker(segment.speaker)}
              speakers={transcript.speakers}
              begins={segments[index - 1]?.speaker !== segment.speaker}
              playback={playback}
              editing={editing === index}
              onEdit={onEdit}
            />
          </div>
        );
      })}
    </section>
  );
}
