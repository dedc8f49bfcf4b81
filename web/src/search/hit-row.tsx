import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { formatClock } from '../texts/formats.ts';
import { Moment } from '../texts/moment.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { nameSpeaker } from '../transcript/speakers.ts';
import styles from './hit-row.module.css';
import type { Hit } from './queries.ts';
import { Snippet } from './snippet.tsx';

/** Names a recording in which something was found. */
export function RecordingHeading({ hit: { recording } }: { readonly hit: Hit }) {
  const { created_at: created, file_name: name, id } = recording;
  return (
    <div className={styles.heading}>
      <h2 className={styles.name}>
        <Link to="/recordings/$id" params={{ id }} title={name}>
          <bdi>{name}</bdi>
        </Link>
      </h2>
      <Text size="xs" c="dimmed" className={styles.date ?? ''}>
        <Moment time={created} />
      </Text>
    </div>
  );
}

/** One place: when, who, and the words. It leads to that moment. */
export function HitRow({ hit }: { readonly hit: Hit }) {
  const text = useTexts();
  const { at, recording, snippet, speaker } = hit;
  return (
    <Link to="/recordings/$id" params={{ id: recording.id }} search={{ t: at }} className={styles.hit}>
      <span className={styles.time}>{formatClock(at)}</span>
      <span className={styles.said}>
        {speaker && (
          <bdi className={styles.speaker}>{speaker.name ?? nameSpeaker({ id: speaker.id }, text)}</bdi>
        )}
        <Snippet parts={snippet} />
      </span>
    </Link>
  );
}
