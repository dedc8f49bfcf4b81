import { Alert, Button, EmptyState, Group, Stack, Text, Title } from '@mantine/core';
import {
  IconAlertTriangle,
  IconFileText,
  IconMapOff,
  IconPlayerStop,
  IconRefresh,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ApiFailure } from '../api/api-failure.ts';
import { useMay } from '../identity/use-who.ts';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { AttemptList } from './attempt-list.tsx';
import { isGoing, mayRetry } from './describe-task.ts';
import { LoadingTasks } from './loading-tasks.tsx';
import { oneTask, type TaskWithAttempts } from './queries.ts';
import { TaskFacts } from './task-facts.tsx';
import { TaskStanding } from './task-row.tsx';
import { useTaskActions } from './use-task-actions.ts';

/** All that is known of a task: how it stands, why, each attempt; and what can be done with it. */
export function TaskDetails({ id }: { readonly id: string }) {
  const text = useTexts();
  const task = useQuery(oneTask(id));
  if (!task.data)
    return task.error ? <NoTask error={task.error} onRetry={() => void task.refetch()} /> : <LoadingTasks />;
  const { attempts, error, file_name: name, state } = task.data;
  return (
    <Stack>
      <Title order={2} size="h4">
        <bdi>{name}</bdi>
      </Title>
      {error && (state === 'dead' || state === 'queued') ? (
        <Alert
          color={state === 'dead' ? 'red' : 'orange'}
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title={error.message}
        >
          {error.hint && <Text size="sm">{error.hint}</Text>}
        </Alert>
      ) : (
        <div>
          <TaskStanding task={task.data} />
        </div>
      )}
      <Actions task={task.data} />
      <TaskFacts task={task.data} />
      <Title order={3} size="h5">
        {text('web-work-attempts')}
      </Title>
      <AttemptList attempts={attempts} />
    </Stack>
  );
}

/** One that is gone, or was never there for who looks. */
function NoTask({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const text = useTexts();
  if (!(error instanceof ApiFailure && error.code === 'task-not-found'))
    return <FailureNotice error={error} onRetry={onRetry} />;
  return (
    <EmptyState
      py={48}
      icon={<IconMapOff aria-hidden />}
      title={text('web-work-task-gone')}
      description={text('web-work-task-gone-hint')}
    />
  );
}

function Actions({ task }: { readonly task: TaskWithAttempts }) {
  const text = useTexts();
  const { busy, cancel, retry } = useTaskActions(task);
  const mayWrite = useMay('tasks:write');
  return (
    <Group gap="xs">
      {mayWrite && mayRetry(task) && (
        <Button loading={busy} leftSection={<IconRefresh size={17} aria-hidden />} onClick={retry}>
          {text('web-retry')}
        </Button>
      )}
      {mayWrite && isGoing(task) && (
        <Button
          variant="default"
          loading={busy}
          leftSection={<IconPlayerStop size={17} aria-hidden />}
          onClick={cancel}
        >
          {text('web-work-cancel')}
        </Button>
      )}
      <Button
        component={Link}
        to={`/recordings/${task.recording_id}`}
        variant="default"
        leftSection={<IconFileText size={17} aria-hidden />}
      >
        {text('web-work-to-recording')}
      </Button>
    </Group>
  );
}
