import { Container } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { Brand } from './brand.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { Navigation } from './navigation.tsx';
import { PreferencesMenu } from './preferences-menu.tsx';
import styles from './shell.module.css';

/** What stands around every page of somebody who is signed in. `account` stands at the end of the head. */
export function Shell({ account, children }: { readonly account: ReactNode; readonly children: ReactNode }) {
  const text = useTexts();
  return (
    <>
      <a className={styles.skip} href="#main">
        {text('web-skip')}
      </a>
      <header className={styles.head}>
        <Container size="lg" className={styles.bar}>
          <Brand />
          <Navigation />
          <div className={styles.tools}>
            <PreferencesMenu />
            {account}
          </div>
        </Container>
      </header>
      <ConnectionNotice />
      <main id="main" tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </>
  );
}
