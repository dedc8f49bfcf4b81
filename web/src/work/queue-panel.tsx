import { Group, SegmentedControl, Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { queueHistory } from './queries.ts';
import { QueueChart } from './queue-chart.tsx';

/** Hours that can be looked back. */
const spans = [24, 7 * 24] as const;

/** How much there was to do lately, of all accounts of the server. */
export function QueuePanel() {
  const text = useTexts();
  const [hours, setHours] = useState<number>(spans[0]);
  return (
    <section>
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h5">
          {text('web-work-queue')}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={text('web-work-queue-span')}
          value={String(hours)}
          onChange={(value) => setHours(Number(value))}
          data={spans.map((span) => ({ value: String(span), label: text(`web-work-queue-${span}`) }))}
        />
      </Group>
      <Text size="sm" c="dimmed" mb="sm">
        {text('web-work-queue-hint')}
      </Text>
      <History hours={hours} />
    </section>
  );
}

function History({ hours }: { readonly hours: number }) {
  const text = useTexts();
  const history = useQuery(queueHistory(hours));
  if (history.error && !history.data)
    return <FailureNotice error={history.error} onRetry={() => void history.refetch()} />;
  if (!history.data) return <Skeleton height={220} role="status" aria-label={text('web-loading')} />;
  if (history.data.points.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {text('web-work-queue-none')}
      </Text>
    );
  return <QueueChart history={history.data} hours={hours} />;
}
