import { EmptyState, Stack, Title } from '@mantine/core';
import { IconServerOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { LoadingTasks } from './loading-tasks.tsx';
import { workerList } from './queries.ts';
import { QueuePanel } from './queue-panel.tsx';
import styles from './worker-row.module.css';
import { WorkerRow } from './worker-row.tsx';

/** Who does the work, and how much of it there was lately. */
export function WorkersPanel() {
  const text = useTexts();
  return (
    <Stack gap="xl">
      <QueuePanel />
      <section>
        <Title order={2} size="h5" mb={6}>
          {text('web-work-workers')}
        </Title>
        <WorkerList />
      </section>
    </Stack>
  );
}

function WorkerList() {
  const text = useTexts();
  const workers = useQuery(workerList);
  if (workers.error && !workers.data)
    return <FailureNotice error={workers.error} onRetry={() => void workers.refetch()} />;
  if (!workers.data) return <LoadingTasks />;
  if (workers.data.length === 0)
    return (
      <EmptyState
        py={48}
        icon={<IconServerOff aria-hidden />}
        title={text('web-work-workers-none')}
        description={text('web-work-workers-none-hint')}
      />
    );
  return (
    <ul className={styles.list} aria-label={text('web-work-workers')}>
      {workers.data.map((worker) => (
        <li key={worker.id}>
          <WorkerRow worker={worker} />
        </li>
      ))}
    </ul>
  );
}
