import { Button, Group, Modal, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SecretOnce } from '../secret-once.tsx';
import { SettingsForm } from '../settings-form.tsx';
import { newsTypes } from './queries.ts';
import { keepWebhook } from './use-webhook-actions.ts';
import { type WebhookDraft, WebhookFields } from './webhook-fields.tsx';

const empty: WebhookDraft = { url: '', events: newsTypes };

/** Asks for an address, then shows the secret that signs what comes there. */
export function NewWebhook({ onClose, opened }: { readonly opened: boolean; readonly onClose: () => void }) {
  const text = useTexts();
  return (
    <Modal opened={opened} onClose={onClose} title={text('web-webhook-add')}>
      {/* Made anew each time: a secret of before is not found by the next who opens it. */}
      {opened && <NewWebhookForm onClose={onClose} />}
    </Modal>
  );
}

function NewWebhookForm({ onClose }: { readonly onClose: () => void }) {
  const text = useTexts();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(empty);
  const [secret, setSecret] = useState<string>();
  if (secret !== undefined)
    return (
      <Stack>
        <SecretOnce
          label={text('web-webhook-secret')}
          hint={text('web-webhook-secret-hint')}
          secret={secret}
        />
        <Group justify="flex-end">
          <Button onClick={onClose}>{text('web-done')}</Button>
        </Group>
      </Stack>
    );
  return (
    <SettingsForm
      label={text('web-webhook-make')}
      unchanged={draft.url.trim() === '' || draft.events.length === 0}
      save={() => api.POST('/v1/webhooks', { body: { url: draft.url.trim(), events: [...draft.events] } })}
      onSaved={({ data }) => {
        if (!data) return;
        const { secret: shown, ...webhook } = data;
        keepWebhook(queries, webhook);
        setSecret(shown);
      }}
    >
      <WebhookFields draft={draft} onChange={setDraft} />
    </SettingsForm>
  );
}
