import { Container } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { FailureNotice } from './failure-notice.tsx';

/** In place of a page that could not be shown. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  return (
    <Container size="sm" py="xl">
      <FailureNotice error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />
    </Container>
  );
}
