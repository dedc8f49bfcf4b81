import { ActionIcon, Menu } from '@mantine/core';
import {
  IconDots,
  IconKey,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconSend,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../../identity/use-who.ts';
import { DeleteItem } from '../../layout/menu-items.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { EditWebhook } from './edit-webhook.tsx';
import type { Webhook } from './queries.ts';
import { RotateSecret } from './rotate-secret.tsx';
import { useWebhookActions } from './use-webhook-actions.ts';

/** What can be done with a webhook; nothing is shown to those who may not. */
export function WebhookMenu({
  onDeleted,
  webhook,
}: {
  readonly webhook: Webhook;
  readonly onDeleted?: () => void;
}) {
  const text = useTexts();
  const mayWrite = useMay('webhooks:write');
  const [open, setOpen] = useState<'edit' | 'secret'>();
  const { busy, erase, test, turn } = useWebhookActions(webhook, onDeleted);
  const { state, url } = webhook;
  const close = () => setOpen(undefined);
  if (!mayWrite) return null;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            loading={busy}
            aria-label={text('web-actions', { name: url })}
          >
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {state === 'active' && (
            <Menu.Item leftSection={<IconSend size={16} aria-hidden />} onClick={test}>
              {text('web-webhook-test')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOpen('edit')}>
            {text('web-change')}
          </Menu.Item>
          <Menu.Item
            leftSection={
              state === 'active' ? (
                <IconPlayerPause size={16} aria-hidden />
              ) : (
                <IconPlayerPlay size={16} aria-hidden />
              )
            }
            onClick={turn}
          >
            {text(state === 'active' ? 'web-webhook-pause' : 'web-webhook-resume')}
          </Menu.Item>
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => setOpen('secret')}>
            {text('web-secret-rotate')}
          </Menu.Item>
          <DeleteItem onClick={erase} />
        </Menu.Dropdown>
      </Menu>
      <EditWebhook webhook={webhook} opened={open === 'edit'} onClose={close} />
      <RotateSecret webhook={webhook} opened={open === 'secret'} onClose={close} />
    </>
  );
}
