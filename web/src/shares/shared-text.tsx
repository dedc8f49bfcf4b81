import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import type { Playback } from '../transcript/playback.ts';
import { createSpeakerFinder } from '../transcript/speakers.ts';
import type { Shared } from './queries.ts';
import { SharedSegment } from './shared-segment.tsx';
import styles from './shared-text.module.css';

export interface SharedTextHandle {
  /** Brings a segment into view, by its place. */
  show(place: number): void;
}

interface SharedTextProps {
  readonly transcript: Shared['transcript'];
  /** Absent where the sound is not shared. */
  readonly playback?: Playback;
  readonly ref?: Ref<SharedTextHandle>;
}

/** What was said, by whom and when; of a long text only what can be seen is there. */
export function SharedText({ playback, ref, transcript }: SharedTextProps) {
  const { segments, speakers } = transcript;
  const text = useTexts();
  const findSpeaker = useMemo(() => createSpeakerFinder(speakers ?? [], text), [speakers, text]);
  const list = useRef<HTMLElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const rows = useWindowVirtualizer({
    count: segments.length,
    estimateSize: () => 62,
    overscan: 6,
    scrollMargin: top,
  });
  useImperativeHandle(ref, () => ({ show: (place) => rows.scrollToIndex(place, { align: 'center' }) }));
  return (
    <section
      ref={list}
      className={styles.list}
      data-heard={playback !== undefined || undefined}
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
            <SharedSegment
              segment={segment}
              speaker={findSpeaker(segment.speaker)}
              begins={segments[index - 1]?.speaker !== segment.speaker}
              playback={playback}
            />
          </div>
        );
      })}
    </section>
  );
}
