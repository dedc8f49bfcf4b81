import { Button, EmptyState } from '@mantine/core';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../identity/use-who.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsBlock } from '../settings-block.tsx';
import { Loaded, SettingsPage } from '../settings-page.tsx';
import { CallbackSecret } from './callback-secret.tsx';
import { NewWebhook } from './new-webhook.tsx';
import { webhookList } from './queries.ts';
import { WebhookRow } from './webhook-row.tsx';
import styles from './webhooks.module.css';

/** Addresses that are told when recordings end and transcripts change. */
export function WebhooksPage() {
  const text = useTexts();
  const mayWrite = useMay('webhooks:write');
  const webhooks = useQuery(webhookList);
  const [adding, setAdding] = useState(false);
  const add = mayWrite && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {text('web-webhook-add')}
    </Button>
  );
  const some = (webhooks.data?.length ?? 0) > 0;
  return (
    <SettingsPage title={text('web-webhooks')}>
      <SettingsBlock
        title={text('web-webhooks-own')}
        hint={text('web-webhooks-hint')}
        action={some ? add : undefined}
      >
        <Loaded query={webhooks}>
          {(list) =>
            list.length === 0 ? (
              <EmptyState
                icon={<IconWebhook aria-hidden />}
                title={text('web-webhooks-none')}
                description={text('web-webhooks-none-hint')}
              >
                {add && <EmptyState.Actions mt="md">{add}</EmptyState.Actions>}
              </EmptyState>
            ) : (
              <ul className={styles.list} aria-label={text('web-webhooks')}>
                {list.map((webhook) => (
                  <WebhookRow key={webhook.id} webhook={webhook} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </SettingsBlock>
      {mayWrite && <CallbackSecret />}
      <NewWebhook opened={adding} onClose={() => setAdding(false)} />
    </SettingsPage>
  );
}
