import { ActionIcon } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { memo } from 'react';
import { formatClock } from '../texts/formats.ts';
import { useTexts } from '../texts/use-texts.ts';
import type { Playback } from './playback.ts';
import type { Segment } from './queries.ts';
import { SegmentEditor } from './segment-editor.tsx';
import styles from './segment-row.module.css';
import { SegmentWords } from './segment-words.tsx';
import type { FindSpeaker, Speaker } from './speakers.ts';

interface SegmentRowProps {
  readonly recordingId: string;
  readonly segment: Segment;
  readonly place: number;
  readonly version: number | undefined;
  readonly speaker: ReturnType<FindSpeaker>;
  readonly speakers: readonly Speaker[] | undefined;
  /** Another speaker than before. */
  readonly begins: boolean;
  readonly playback: Playback;
  readonly editing: boolean;
  readonly onEdit: (place: number | undefined) => void;
}

/** A sentence or so: when, who, what. */
export const SegmentRow = memo(function SegmentRow(props: SegmentRowProps) {
  const { begins, editing, onEdit, place, playback, recordingId, segment, speaker, speakers, version } =
    props;
  const text = useTexts();
  const clock = formatClock(segment.start);
  return (
    <div
      className={`${styles['voice']} ${styles.row}`}
      data-colour={speaker?.colour}
      data-begins={begins || undefined}
    >
      <button
        type="button"
        className={styles.time}
        aria-label={text('web-play-from', { time: clock })}
        onClick={() => playback.seek(segment.start)}
      >
        {clock}
      </button>
      <div className={styles.said}>
        {begins && speaker && (
          <div className={styles.speaker}>
            <bdi>{speaker.name}</bdi>
          </div>
        )}
        {editing ? (
          <SegmentEditor
            recordingId={recordingId}
            segment={segment}
            speakers={speakers}
            version={version}
            onDone={() => onEdit(undefined)}
          />
        ) : (
          <SegmentWords segment={segment} playback={playback} />
        )}
      </div>
      {!editing && (
        <ActionIcon
          variant="subtle"
          color="gray"
          className={styles.edit ?? ''}
          aria-label={text('web-correct', { time: clock })}
          onClick={() => onEdit(place)}
        >
          <IconPencil size={16} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
});
