import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsForm } from '../settings-form.tsx';
import type { Webhook } from './queries.ts';
import { keepWebhook } from './use-webhook-actions.ts';
import { WebhookFields } from './webhook-fields.tsx';

interface Given {
  readonly webhook: Webhook;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Another address, or other news. */
export function EditWebhook({ onClose, opened, webhook }: Given) {
  const text = useTexts();
  return (
    <Modal opened={opened} onClose={onClose} title={text('web-webhook-change')}>
      {opened && <EditForm webhook={webhook} onClose={onClose} />}
    </Modal>
  );
}

function EditForm({ onClose, webhook }: Omit<Given, 'opened'>) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState({ url: webhook.url, events: webhook.events as Webhook['events'] });
  const same = draft.url === webhook.url && draft.events.join() === webhook.events.join();
  return (
    <SettingsForm
      unchanged={same || draft.url.trim() === '' || draft.events.length === 0}
      save={() =>
        api.PATCH('/v1/webhooks/{id}', {
          params: { path: { id: webhook.id } },
          body: {
            ...(draft.url === webhook.url ? {} : { url: draft.url.trim() }),
            events: [...draft.events],
          },
        })
      }
      onSaved={({ data }) => {
        if (data) keepWebhook(queries, data);
        onClose();
      }}
    >
      <WebhookFields draft={draft} onChange={({ events, url }) => setDraft({ url, events: [...events] })} />
    </SettingsForm>
  );
}
