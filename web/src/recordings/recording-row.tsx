import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { Recording } from '../api/client.ts';
import { formatClock } from '../texts/formats.ts';
import { findLocale } from '../texts/language.ts';
import { useLanguage } from '../texts/language-context.ts';
import { RecordingMenu } from './recording-menu.tsx';
import styles from './recording-row.module.css';
import { RecordingStanding } from './recording-standing.tsx';

/** One recording of the list: what it is, how it stands, and what can be done with it. */
export const RecordingRow = memo(function RecordingRow({ recording }: { readonly recording: Recording }) {
  const { language } = useLanguage();
  const { created_at: created, file_name: name, id, media } = recording;
  return (
    <div className={styles.row}>
      <div className={styles.what}>
        <Link to="/recordings/$id" params={{ id }} className={styles.name} title={name}>
          <bdi>{name}</bdi>
        </Link>
        <Text size="xs" c="dimmed" className={styles.facts}>
          <time dateTime={created}>{formatMoment(created, findLocale(language))}</time>
          {media && media.duration > 0 && <span>{formatClock(media.duration)}</span>}
        </Text>
      </div>
      <div className={styles.standing}>
        <RecordingStanding recording={recording} />
      </div>
      <RecordingMenu recording={recording} />
    </div>
  );
});

/** Today by the clock, else with its day; another year is named. */
function formatMoment(time: string, locale: string): string {
  const then = new Date(time);
  const now = new Date();
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  if (then.toDateString() === now.toDateString()) return then.toLocaleTimeString(locale, clock);
  const year = then.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return then.toLocaleString(locale, { day: 'numeric', month: 'short', ...year, ...clock });
}
