import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMay } from '../identity/use-who.ts';
import { formatClock } from '../texts/formats.ts';
import { findLocale } from '../texts/language.ts';
import { useLanguage } from '../texts/language-context.ts';
import { useTexts } from '../texts/use-texts.ts';
import { waits } from './describe-task.ts';
import { formatMoment } from './format-moment.ts';
import type { Task } from './queries.ts';
import styles from './task-facts.module.css';
import { priorities } from './task-menu.tsx';
import { useTaskActions } from './use-task-actions.ts';

/** What is known of a task, by names. */
export function TaskFacts({ task }: { readonly task: Task }) {
  const text = useTexts();
  const locale = findLocale(useLanguage().language);
  const moment = (time: string) => formatMoment(time, locale);
  const facts: readonly (readonly [string, ReactNode] | false)[] = [
    ['web-work-fact-sent', moment(task.created_at)],
    task.finished_at !== null && ['web-work-fact-finished', moment(task.finished_at)],
    task.duration !== null && [
      'web-work-fact-done',
      text('web-work-fact-done-of', {
        done: formatClock(task.processed),
        all: formatClock(task.duration),
      }),
    ],
    task.engine !== null && ['web-work-fact-engine', <bdi key="engine">{task.engine}</bdi>],
    ['web-work-priority', <Priority key="priority" task={task} />],
    ['web-work-fact-request', <code key="request">{task.request_id}</code>],
    ['web-work-fact-task', <code key="task">{task.id}</code>],
  ];
  return (
    <dl className={styles.facts}>
      {facts
        .filter((fact) => fact !== false)
        .map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{text(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** To be changed while it waits, by those who may. */
function Priority({ task }: { readonly task: Task }) {
  const text = useTexts();
  const { busy, prefer } = useTaskActions(task);
  const mayWrite = useMay('tasks:write');
  const known = priorities.find(([value]) => value === task.priority);
  const own = known ? [] : [{ value: String(task.priority), label: String(task.priority) }];
  if (!mayWrite || !waits(task)) return known ? text(known[1]) : task.priority;
  return (
    <NativeSelect
      size="xs"
      aria-label={text('web-work-priority')}
      disabled={busy}
      value={String(task.priority)}
      onChange={(event) => prefer(Number(event.currentTarget.value))}
      data={[...own, ...priorities.map(([value, label]) => ({ value: String(value), label: text(label) }))]}
    />
  );
}
