import { Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Recording } from '../api/client.ts';
import { formatClock } from '../texts/formats.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './live-text.module.css';
import { useLiveSegments } from './use-live-segments.ts';

/** Of a long recording only the end is shown while it grows; the whole comes with the transcript. */
const shown = 200;

/** The text as it is recognised. Who reads at its end stays there. */
export function LiveText({
  id,
  live,
  state,
}: {
  readonly id: string;
  readonly live: boolean;
  readonly state: Recording['state'];
}) {
  const text = useTexts();
  const working = state === 'running' || state === 'queued';
  // Of a recording that failed or was stopped, what was told until then is told once more.
  const segments = useLiveSegments(id, live, working);
  const end = useRef<HTMLDivElement>(null);
  const count = segments.length;
  useEffect(() => {
    const { documentElement: page } = document;
    const atEnd = page.scrollHeight - page.scrollTop - page.clientHeight < 240;
    if (count > 0 && atEnd) end.current?.scrollIntoView({ block: 'nearest' });
  }, [count]);
  if (count === 0 && !working) return null;
  return (
    <section className={styles.text} aria-label={text('web-transcript')} aria-busy={working}>
      {!working && (
        <Text c="dimmed" size="sm" mb={6}>
          {text('web-so-far')}
        </Text>
      )}
      {segments.slice(-shown).map((segment) => (
        <div key={segment.index} className={styles.line}>
          <span className={styles.time}>{formatClock(segment.start)}</span>
          <p className={styles.words} dir="auto">
            {segment.text}
          </p>
        </div>
      ))}
      {working && (
        <div className={styles.line} ref={end}>
          <span className={styles.dot} aria-hidden />
          <Text c="dimmed" size="sm" role="status">
            {text(state === 'running' ? 'web-listening' : 'web-not-begun')}
          </Text>
        </div>
      )}
    </section>
  );
}
