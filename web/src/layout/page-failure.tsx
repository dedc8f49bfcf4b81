import { Button, Center, Container, EmptyState } from '@mantine/core';
import { IconWifiOff } from '@tabler/icons-react';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { ApiFailure } from '../api/api-failure.ts';
import { useTexts } from '../texts/use-texts.ts';
import { FailureNotice } from './failure-notice.tsx';

/** In place of a page that could not be shown; without a network it comes by itself when that is back. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = useCallback(() => {
    reset();
    void router.invalidate();
  }, [reset, router]);
  useEffect(() => {
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [again]);
  const given: unknown = error;
  if (given instanceof ApiFailure && given.code === 'offline' && !navigator.onLine)
    return <OfflinePage onRetry={again} />;
  return (
    <Container size="sm" py="xl">
      <FailureNotice error={given instanceof Error ? given : new Error(String(given))} onRetry={again} />
    </Container>
  );
}

function OfflinePage({ onRetry }: { readonly onRetry: () => void }) {
  const text = useTexts();
  return (
    <Container component="main" size="sm" py={64}>
      <Center mb="xl">
        <img src="/assets/icon.svg" alt="" width={36} height={36} />
      </Center>
      <EmptyState
        role="status"
        icon={<IconWifiOff aria-hidden />}
        title={text('web-offline-title')}
        description={text('web-offline-hint')}
      >
        <EmptyState.Actions mt="md">
          <Button variant="default" onClick={onRetry}>
            {text('web-try-again')}
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    </Container>
  );
}
