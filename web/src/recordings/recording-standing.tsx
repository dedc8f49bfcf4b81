import { Progress } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconClock } from '@tabler/icons-react';
import type { Recording } from '../api/client.ts';
import { useTexts } from '../texts/use-texts.ts';
import { describeStanding } from './describe-standing.ts';
import styles from './recording-standing.module.css';

const icons = { queued: IconClock, failed: IconAlertTriangle, cancelled: IconBan } as const;

/** How a recording stands, in words and, while it is worked on, as a bar. Nothing where all is well and done. */
export function RecordingStanding({ recording }: { readonly recording: Recording }) {
  const text = useTexts();
  const { error, state } = recording;
  if (state === 'succeeded') return null;
  const { estimate, share, words } = describeStanding(recording, text);
  if (state === 'running')
    return (
      <>
        <Progress value={share} size="sm" animated={share === 0} aria-label={text('web-progress')} />
        <div className={styles.words}>
          {words}
          {estimate && ` · ${estimate}`}
        </div>
      </>
    );
  const Icon = icons[state];
  return (
    <div
      data-failed={state === 'failed' || undefined}
      className={styles.line}
      title={error ? `${error.message} ${error.hint}` : undefined}
    >
      <Icon size={16} aria-hidden className={styles.icon} />
      <span className={styles.clamp}>
        {words}
        {estimate && <span className={styles.estimate}>{estimate}</span>}
      </span>
    </div>
  );
}
