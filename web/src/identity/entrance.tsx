import { Button, Center, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ApiFailure } from '../api/api-failure.ts';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { PreferencesMenu } from '../layout/preferences-menu.tsx';
import { useTitle } from '../layout/use-title.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './entrance.module.css';

/** The frame of pages for people who are not signed in. */
export function Entrance({
  children,
  lead,
  title,
}: {
  readonly children: ReactNode;
  readonly lead?: ReactNode;
  readonly title: string;
}) {
  useTitle(title);
  return (
    <main className={styles.page}>
      <div className={styles.corner}>
        <PreferencesMenu />
      </div>
      <Paper withBorder p={{ base: 'lg', sm: 'xl' }} radius="lg" className={styles.card}>
        <Stack gap="lg">
          <Center className={styles.brand}>
            <img src="/assets/icon.svg" alt="" width={36} height={36} />
            <span>Efir</span>
          </Center>
          <div>
            <Title order={1} size="h3" ta="center">
              {title}
            </Title>
            {lead && (
              <Text c="dimmed" size="sm" ta="center" mt={6} className={styles.lead ?? ''}>
                {lead}
              </Text>
            )}
          </div>
          {children}
        </Stack>
      </Paper>
    </main>
  );
}

/** While what a link says is on its way. */
export function EntranceLoading({ title }: { readonly title: string }) {
  const text = useTexts();
  return (
    <Entrance title={title}>
      <Stack gap="sm" role="status" aria-label={text('web-loading')}>
        <Skeleton height={36} />
        <Skeleton height={36} />
      </Stack>
    </Entrance>
  );
}

/** A link that does not lead anywhere (any more): why, in the server's words, and the way to sign in. */
export function EntranceFailure({
  error,
  onRetry,
  title,
}: {
  readonly title: string;
  readonly error: Error;
  readonly onRetry: () => void;
}) {
  const text = useTexts();
  // The same question gets the same answer, but where there was none.
  const mayDiffer = !(error instanceof ApiFailure) || error.status === 0 || error.status >= 429;
  return (
    <Entrance title={title}>
      <FailureNotice error={error} onRetry={mayDiffer ? onRetry : undefined} />
      <Button component={Link} to="/sign-in" variant="default">
        {text('web-to-sign-in')}
      </Button>
    </Entrance>
  );
}
