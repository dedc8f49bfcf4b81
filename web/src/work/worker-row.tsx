import { Progress, Text } from '@mantine/core';
import { IconServer, IconServerOff } from '@tabler/icons-react';
import { findLocale } from '../texts/language.ts';
import { useLanguage } from '../texts/language-context.ts';
import { useTexts } from '../texts/use-texts.ts';
import { formatMoment } from './format-moment.ts';
import { nameWorker } from './name-worker.ts';
import type { Worker } from './queries.ts';
import styles from './worker-row.module.css';

/** One worker: what it hears with, how busy it is, and when it was heard last. */
export function WorkerRow({ worker }: { readonly worker: Worker }) {
  const text = useTexts();
  const locale = findLocale(useLanguage().language);
  const { engine, id, model, present, running, seen_at: seen, slots } = worker;
  const Icon = present ? IconServer : IconServerOff;
  const load = text('web-work-load', { running, slots });
  return (
    <div className={styles.row} data-gone={!present || undefined}>
      <Icon size={20} aria-hidden className={styles.icon} />
      <div className={styles.what}>
        <Text fw={550} truncate title={id}>
          <bdi>{nameWorker(id, text)}</bdi>
        </Text>
        <Text size="xs" c="dimmed" className={styles.facts ?? ''}>
          {[engine, model].filter(Boolean).join(' · ') || text('web-work-no-model')}
        </Text>
      </div>
      <div>
        <Progress value={slots > 0 ? (100 * running) / slots : 0} size="sm" aria-label={load} />
        <Text size="xs" c="dimmed" mt={4}>
          {load}
        </Text>
      </div>
      <Text size="xs" className={styles.seen ?? ''}>
        {present ? text('web-work-present') : text('web-work-seen', { time: formatMoment(seen, locale) })}
      </Text>
    </div>
  );
}
