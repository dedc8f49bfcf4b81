import { Button, EmptyState, Group } from '@mantine/core';
import { IconCircleCheck, IconHistory, IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMay } from '../identity/use-who.ts';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { LoadingTasks } from './loading-tasks.tsx';
import { taskList } from './queries.ts';
import { TaskList } from './task-list.tsx';
import { useRetryAll } from './use-task-actions.ts';

const icons = { failed: IconCircleCheck, ended: IconHistory } as const;

/** The tasks that were given up, or those that have ended otherwise. */
export function TaskPanel({ list: name }: { readonly list: 'failed' | 'ended' }) {
  const text = useTexts();
  const list = useInfiniteQuery(taskList(name));
  const tasks = list.data?.pages.flatMap((page) => page.tasks);
  const Icon = icons[name];
  if (list.error && !tasks) return <FailureNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (!tasks) return <LoadingTasks />;
  if (tasks.length === 0)
    return (
      <EmptyState
        py={64}
        icon={<Icon aria-hidden />}
        title={text(`web-work-${name}-none`)}
        description={text(`web-work-${name}-none-hint`)}
      />
    );
  return (
    <>
      {name === 'failed' && tasks.length > 1 && <RetryAll />}
      <TaskList
        tab={name}
        tasks={tasks}
        label={text(`web-work-tab-${name}`)}
        onEnd={() => {
          if (list.hasNextPage && !list.isFetching) void list.fetchNextPage();
        }}
      />
    </>
  );
}

function RetryAll() {
  const text = useTexts();
  const { busy, retryAll } = useRetryAll();
  if (!useMay('tasks:write')) return null;
  return (
    <Group justify="flex-end" mb="sm">
      <Button
        variant="default"
        size="sm"
        loading={busy}
        leftSection={<IconRefresh size={17} aria-hidden />}
        onClick={retryAll}
      >
        {text('web-work-retry-all')}
      </Button>
    </Group>
  );
}
