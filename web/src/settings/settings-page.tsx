import { Skeleton, Stack, Title } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTitle } from '../layout/use-title.ts';
import { useTexts } from '../texts/use-texts.ts';
import { sections } from './sections.ts';
import styles from './settings-page.module.css';

/** One section of the settings: its title, its blocks. */
export function SettingsPage({
  back,
  children,
  title,
}: {
  readonly title: string;
  /** The way to the section that this is a part of. */
  readonly back?: ReactNode;
  readonly children: ReactNode;
}) {
  useTitle(title);
  const isSection = useLocation({ select: ({ pathname }) => sections.some(({ to }) => to === pathname) });
  return (
    <Stack gap="lg">
      <div className={isSection ? styles.section : undefined}>
        {back}
        <Title order={1} size="h2">
          {title}
        </Title>
      </div>
      {children}
    </Stack>
  );
}

/** What a block shows of its query: a skeleton, the failure with another try, or what was found. */
export function Loaded<Data>({
  children,
  query: { data, error, refetch },
}: {
  readonly query: UseQueryResult<Data>;
  readonly children: (data: NonNullable<Data>) => ReactNode;
}) {
  const text = useTexts();
  if (data !== undefined && data !== null) return children(data);
  if (error) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap={8} role="status" aria-label={text('web-loading')}>
      <Skeleton height={36} />
      <Skeleton height={36} />
    </Stack>
  );
}
