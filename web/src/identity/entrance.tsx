import { Center, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { PreferencesMenu } from '../layout/preferences-menu.tsx';
import { useTitle } from '../layout/use-title.ts';
import styles from './entrance.module.css';

/** The frame of pages for people who are not signed in. */
export function Entrance({
  children,
  lead,
  title,
}: {
  readonly children: ReactNode;
  readonly lead?: string;
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
              <Text c="dimmed" size="sm" ta="center" mt={6}>
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
