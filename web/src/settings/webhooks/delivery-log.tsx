import { Button, SegmentedControl, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureNotice } from '../../layout/failure-notice.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { LoadingLines } from '../loading-lines.tsx';
import { SettingsBlock } from '../settings-block.tsx';
import styles from './delivery-log.module.css';
import { DeliveryRow } from './delivery-row.tsx';
import { type DeliveryState, deliveryPages } from './queries.ts';

const outcomes = ['all', 'waiting', 'delivered', 'failed'] as const;

/** What was sent, the newest first, as it stands at this moment; one outcome alone where that is chosen. */
export function DeliveryLog({ webhookId }: { readonly webhookId: string }) {
  const text = useTexts();
  const [outcome, setOutcome] = useState<(typeof outcomes)[number]>('all');
  const state: DeliveryState | undefined = outcome === 'all' ? undefined : outcome;
  const log = useInfiniteQuery(deliveryPages(webhookId, state));
  const deliveries = log.data?.pages.flatMap((page) => page.deliveries);
  return (
    <SettingsBlock title={text('web-deliveries')} hint={text('web-deliveries-hint')}>
      <SegmentedControl
        fullWidth
        aria-label={text('web-deliveries-outcome')}
        value={outcome}
        onChange={(chosen) => setOutcome(outcomes.find((one) => one === chosen) ?? 'all')}
        data={outcomes.map((one) => ({ value: one, label: text(`web-deliveries-${one}`) }))}
      />
      {log.error && !deliveries && <FailureNotice error={log.error} onRetry={() => void log.refetch()} />}
      {log.isPending && <LoadingLines />}
      {deliveries?.length === 0 && (
        <Text c="dimmed" size="sm" ta="center" py="xl">
          {text(outcome === 'all' ? 'web-deliveries-none' : 'web-deliveries-none-such')}
        </Text>
      )}
      {deliveries && deliveries.length > 0 && (
        <ul className={styles.list} aria-label={text('web-deliveries')}>
          {deliveries.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} />
          ))}
        </ul>
      )}
      {log.hasNextPage && (
        <Button
          variant="default"
          fullWidth
          mt="sm"
          loading={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          {text('web-more')}
        </Button>
      )}
    </SettingsBlock>
  );
}
