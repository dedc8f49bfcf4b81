import { Text, Timeline } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconLoader,
  IconPlugConnectedX,
  IconSend,
} from '@tabler/icons-react';
import { formatSpan } from '../texts/formats.ts';
import { findLocale } from '../texts/language.ts';
import { useLanguage } from '../texts/language-context.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './attempt-list.module.css';
import { formatMoment } from './format-moment.ts';
import { nameWorker } from './name-worker.ts';
import type { Attempt } from './queries.ts';

const icons = {
  dispatched: IconSend,
  running: IconLoader,
  succeeded: IconCheck,
  failed: IconAlertTriangle,
  lost: IconPlugConnectedX,
  stopped: IconBan,
} as const;

/** Every hand-out of a task to a worker, the newest first. */
export function AttemptList({ attempts }: { readonly attempts: readonly Attempt[] }) {
  const text = useTexts();
  if (attempts.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {text('web-work-attempts-none')}
      </Text>
    );
  return (
    <Timeline bulletSize={26} lineWidth={2} active={attempts.length} className={styles.list ?? ''}>
      {attempts.toReversed().map((attempt) => {
        const Icon = icons[attempt.state];
        return (
          <Timeline.Item
            key={attempt.number}
            bullet={<Icon size={15} aria-hidden />}
            color={attempt.state === 'failed' || attempt.state === 'lost' ? 'red' : 'cyan'}
            title={text('web-work-attempt', { number: attempt.number, state: attempt.state })}
          >
            <AttemptFacts attempt={attempt} />
          </Timeline.Item>
        );
      })}
    </Timeline>
  );
}

function AttemptFacts({ attempt }: { readonly attempt: Attempt }) {
  const text = useTexts();
  const { language } = useLanguage();
  const { created_at: begin, error, finished_at: end, worker_id: worker } = attempt;
  const took = end === null ? undefined : (Date.parse(end) - Date.parse(begin)) / 1000;
  const facts = [
    formatMoment(begin, findLocale(language)),
    took !== undefined && text('web-work-took', { span: formatSpan(took, language) }),
    worker !== null && nameWorker(worker, text),
  ];
  return (
    <>
      <Text size="xs" c="dimmed" className={styles.facts ?? ''}>
        {facts.filter(Boolean).join(' · ')}
      </Text>
      {error && (
        <div className={styles.error}>
          <Text size="sm">{error.message}</Text>
          {error.hint && (
            <Text size="sm" c="dimmed">
              {error.hint}
            </Text>
          )}
          <code>{error.code}</code>
        </div>
      )}
    </>
  );
}
