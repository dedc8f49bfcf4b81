import { EmptyState, Title } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { LoadingTasks } from './loading-tasks.tsx';
import { taskList } from './queries.ts';
import { TaskList } from './task-list.tsx';
import styles from './work.module.css';

/** What is in work at this moment, and what waits for its turn. */
export function NowPanel() {
  const text = useTexts();
  const running = useInfiniteQuery(taskList('running'));
  const waiting = useInfiniteQuery(taskList('waiting'));
  const parts = [
    { name: 'web-work-running', list: running },
    { name: 'web-work-waiting', list: waiting },
  ] as const;
  const failed = parts.find(({ list }) => list.error && !list.data);
  if (failed?.list.error)
    return <FailureNotice error={failed.list.error} onRetry={() => void failed.list.refetch()} />;
  if (!running.data || !waiting.data) return <LoadingTasks />;
  const shown = parts
    .map(({ list, name }) => ({ name, list, tasks: list.data?.pages.flatMap(({ tasks }) => tasks) ?? [] }))
    .filter(({ tasks }) => tasks.length > 0);
  if (shown.length === 0)
    return (
      <EmptyState
        py={64}
        icon={<IconMoodSmile aria-hidden />}
        title={text('web-work-none')}
        description={text('web-work-none-hint')}
      />
    );
  return shown.map(({ list, name, tasks }) => (
    <section key={name} className={styles.part}>
      <Title order={2} size="h5" mb={6}>
        {text(name)}
      </Title>
      <TaskList
        tab="now"
        tasks={tasks}
        label={text(name)}
        onEnd={() => {
          if (list.hasNextPage && !list.isFetching) void list.fetchNextPage();
        }}
      />
    </section>
  ));
}
