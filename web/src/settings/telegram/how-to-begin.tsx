import { EmptyState } from '@mantine/core';
import { IconBrandTelegram } from '@tabler/icons-react';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsBlock } from '../settings-block.tsx';
import styles from './telegram.module.css';

/** There is no bot: what whoever runs the server does about it. */
export function HowToBegin() {
  const text = useTexts();
  return (
    <>
      <EmptyState
        py="md"
        icon={<IconBrandTelegram aria-hidden />}
        title={text('web-telegram-none')}
        description={text('web-telegram-none-hint')}
      />
      <SettingsBlock title={text('web-telegram-how')} hint={text('web-telegram-how-hint')}>
        <ol className={styles.steps}>
          <li>{text('web-telegram-step-make')}</li>
          <li>
            {text('web-telegram-step-run')}
            <pre className={styles.command}>TELEGRAM_BOT_TOKEN=123456789:AA… ./efir up</pre>
          </li>
          <li>{text('web-telegram-step-write')}</li>
        </ol>
      </SettingsBlock>
    </>
  );
}
