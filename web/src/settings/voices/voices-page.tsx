import { Alert, Button, EmptyState } from '@mantine/core';
import { IconPlus, IconShieldLock, IconUserCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../identity/use-who.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsBlock } from '../settings-block.tsx';
import { Loaded, SettingsPage } from '../settings-page.tsx';
import { NewVoice } from './new-voice.tsx';
import { voices } from './queries.ts';
import type { Source } from './source-fields.tsx';
import { VoiceRow } from './voice-row.tsx';
import styles from './voices.module.css';

/** People who are known again by their voice. With `from`, one is asked about at once: a speaker of a transcript. */
export function VoicesPage({ from }: { readonly from?: Source | undefined }) {
  const text = useTexts();
  const mayWrite = useMay('settings:write');
  const known = useQuery(voices);
  const [adding, setAdding] = useState(from !== undefined);
  const some = (known.data?.length ?? 0) > 0;
  const add = mayWrite && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {text('web-voice-add')}
    </Button>
  );
  return (
    <SettingsPage title={text('web-voices')}>
      <SettingsBlock title={text('web-voices-known')} hint={text('web-voices-hint')} action={some && add}>
        <Loaded query={known}>
          {(list) =>
            list.length === 0 ? (
              <EmptyState
                icon={<IconUserCheck aria-hidden />}
                title={text('web-voices-none')}
                description={text('web-voices-none-hint')}
              >
                {add && <EmptyState.Actions mt="md">{add}</EmptyState.Actions>}
              </EmptyState>
            ) : (
              <ul className={styles.list} aria-label={text('web-voices-known')}>
                {list.map((voice) => (
                  <VoiceRow key={voice.id} voice={voice} mayWrite={mayWrite} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </SettingsBlock>
      <Alert
        color="gray"
        variant="light"
        icon={<IconShieldLock aria-hidden />}
        title={text('web-voices-consent-title')}
      >
        {text('web-voices-consent-note')}
      </Alert>
      {mayWrite && <NewVoice opened={adding} onClose={() => setAdding(false)} from={from} />}
    </SettingsPage>
  );
}
