import { Alert, Container, Text } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../api/client.ts';
import { useConnection } from '../api/connection.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './connection-notice.module.css';
import { OfflineNotice } from './offline-notice.tsx';

/** Says when there is no network, when the server does not answer, and when news are late; it goes away by itself. */
export function ConnectionNotice() {
  const text = useTexts();
  const { online } = useNetwork();
  const { answers, live } = useConnection();
  useReturn(online && !answers);
  if (!online) return <OfflineNotice />;
  if (!answers)
    return (
      <Container size="lg" pt="sm">
        <Alert
          role="status"
          color="yellow"
          variant="light"
          icon={<IconPlugConnectedX aria-hidden />}
          title={text('web-server-silent')}
        >
          <Text size="sm">{text('web-server-silent-hint')}</Text>
        </Alert>
      </Container>
    );
  if (live) return null;
  return (
    <Text size="xs" role="status" className={styles.late ?? ''}>
      {text('web-news-late')}
    </Text>
  );
}

/** Milliseconds between two tries. */
const pause = 3_000;

/** Asks until there is an answer; what could not be had meanwhile is asked for again then. */
function useReturn(waiting: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => void api.GET('/health').catch(() => undefined), pause);
    return () => {
      clearInterval(timer);
      void queries.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
    };
  }, [waiting, queries]);
}
