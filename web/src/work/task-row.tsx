import { Progress, Text } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconCheck, IconClock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { findLocale } from '../texts/language.ts';
import { useLanguage } from '../texts/language-context.ts';
import { useTexts } from '../texts/use-texts.ts';
import { describeTask } from './describe-task.ts';
import { formatMoment } from './format-moment.ts';
import type { Task } from './queries.ts';
import { TaskMenu } from './task-menu.tsx';
import styles from './task-row.module.css';
import type { WorkTab } from './work-tabs.ts';

interface TaskRowProps {
  readonly task: Task;
  readonly tab: WorkTab;
}

/** One task of a list: of which recording, how it stands, and what can be done with it. */
export const TaskRow = memo(function TaskRow({ tab, task }: TaskRowProps) {
  const text = useTexts();
  const locale = findLocale(useLanguage().language);
  const { created_at: created, file_name: name, finished_at: finished, id, priority } = task;
  const facts = [
    finished === null
      ? text('web-work-sent', { time: formatMoment(created, locale) })
      : text('web-work-finished', { time: formatMoment(finished, locale) }),
    priority !== 0 && text('web-work-priority-is', { priority }),
  ];
  return (
    <div className={styles.row}>
      <div className={styles.what}>
        <Link
          to="/work"
          search={{ tab, task: id }}
          replace
          resetScroll={false}
          className={styles.name}
          title={name}
        >
          <bdi>{name}</bdi>
        </Link>
        <Text size="xs" c="dimmed">
          {facts.filter(Boolean).join(' · ')}
        </Text>
      </div>
      <div className={styles.standing}>
        <TaskStanding task={task} />
      </div>
      <TaskMenu task={task} />
    </div>
  );
});

const icons = {
  queued: IconClock,
  waiting: IconClock,
  dead: IconAlertTriangle,
  cancelled: IconBan,
  succeeded: IconCheck,
} as const;

/** In words and, while it is in work, as a bar. */
export function TaskStanding({ task }: { readonly task: Task }) {
  const text = useTexts();
  const { share, words } = describeTask(task, text, findLocale(useLanguage().language));
  const { state, worker_id: worker } = task;
  if (state === 'running' || state === 'dispatched')
    return (
      <>
        <Progress value={share} size="sm" animated={share === 0} aria-label={text('web-progress')} />
        <Text size="xs" c="dimmed" mt={4} truncate title={worker ?? undefined}>
          {words}
        </Text>
      </>
    );
  const Icon = icons[state];
  return (
    <Text
      size="sm"
      c={state === 'dead' ? 'red' : 'dimmed'}
      className={styles.line ?? ''}
      title={task.error?.hint}
    >
      <Icon size={16} aria-hidden className={styles.icon} />
      <span className={styles.clamp}>{words}</span>
    </Text>
  );
}
