import { Modal } from '@mantine/core';
import { api } from '../../api/client.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { AskedSecret } from './asked-secret.tsx';
import type { Webhook } from './queries.ts';

/** A new secret for a webhook, after saying what it means. */
export function RotateSecret({
  onClose,
  opened,
  webhook,
}: {
  readonly webhook: Webhook;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const text = useTexts();
  const params = { path: { id: webhook.id } };
  return (
    <Modal opened={opened} onClose={onClose} title={text('web-secret-rotate')}>
      {opened && (
        <AskedSecret
          hint={text('web-webhook-secret-hint')}
          ask={async () => (await api.POST('/v1/webhooks/{id}/rotate-secret', { params })).data?.secret ?? ''}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}
