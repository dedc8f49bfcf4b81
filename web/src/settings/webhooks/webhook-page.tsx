import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconPlayerPlay, IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMay } from '../../identity/use-who.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsBlock } from '../settings-block.tsx';
import { Loaded, SettingsPage } from '../settings-page.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { nameEvents } from './name-events.ts';
import { oneWebhook, type Webhook } from './queries.ts';
import { useWebhookActions } from './use-webhook-actions.ts';
import { WebhookMenu } from './webhook-menu.tsx';
import styles from './webhooks.module.css';

/** One webhook: how it stands, and everything that was sent to it. */
export function WebhookPage({ id }: { readonly id: string }) {
  const text = useTexts();
  const webhook = useQuery(oneWebhook(id));
  return (
    <SettingsPage title={text('web-webhook')} back={<Back />}>
      <Loaded query={webhook}>
        {(one) => (
          <>
            <Standing webhook={one} />
            <DeliveryLog webhookId={id} />
          </>
        )}
      </Loaded>
    </SettingsPage>
  );
}

function Back() {
  const text = useTexts();
  return (
    <Anchor component={Link} to="/settings/webhooks" size="sm" c="dimmed" className={styles.back ?? ''}>
      <IconArrowLeft size={16} aria-hidden />
      {text('web-webhooks-back')}
    </Anchor>
  );
}

function Standing({ webhook }: { readonly webhook: Webhook }) {
  const text = useTexts();
  const navigate = useNavigate();
  const mayWrite = useMay('webhooks:write');
  const { busy, test, turn } = useWebhookActions(webhook);
  const { events, failures, reason, state, url } = webhook;
  const leave = () => void navigate({ to: '/settings/webhooks' });
  return (
    <SettingsBlock
      title={url}
      hint={nameEvents(events, text)}
      action={
        <Group gap={8} wrap="nowrap">
          {mayWrite && state === 'active' && (
            <Button
              variant="default"
              leftSection={<IconSend size={16} aria-hidden />}
              loading={busy}
              onClick={test}
            >
              {text('web-webhook-test')}
            </Button>
          )}
          <WebhookMenu webhook={webhook} onDeleted={leave} />
        </Group>
      }
    >
      {state === 'paused' ? (
        <Stack gap={8} align="flex-start">
          <Badge variant="default">{text('web-webhook-paused')}</Badge>
          <Text size="sm">
            {reason ? `${reason.message} ${reason.hint}` : text('web-webhook-paused-hint')}
          </Text>
          {mayWrite && (
            <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} loading={busy} onClick={turn}>
              {text('web-webhook-resume')}
            </Button>
          )}
        </Stack>
      ) : (
        failures > 0 && <Text size="sm">{text('web-webhook-failures', { count: failures })}</Text>
      )}
    </SettingsBlock>
  );
}
