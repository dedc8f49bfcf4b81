import { Container } from '@mantine/core';
import type { ReactNode } from 'react';
import { PreferencesMenu } from '../layout/preferences-menu.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './shared-frame.module.css';

/** What stands around a shared transcript: the name of the program, language and colours, and no way into the dashboard. */
export function SharedFrame({ children }: { readonly children: ReactNode }) {
  const text = useTexts();
  return (
    <>
      <header className={styles.head}>
        <Container size="md" className={styles.bar}>
          <span className={styles.brand}>
            <img src="/assets/icon.svg" alt="" width={22} height={22} />
            {text('web-shared-by')}
          </span>
          <PreferencesMenu />
        </Container>
      </header>
      <main className={styles.main}>{children}</main>
    </>
  );
}
