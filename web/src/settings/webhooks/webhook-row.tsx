import { Badge, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../texts/use-texts.ts';
import { nameEvents } from './name-events.ts';
import type { Webhook } from './queries.ts';
import { WebhookMenu } from './webhook-menu.tsx';
import styles from './webhooks.module.css';

/** One webhook of the list: where it leads, what it is told, whether it is paused and why. */
export function WebhookRow({ webhook }: { readonly webhook: Webhook }) {
  const text = useTexts();
  const { events, id, reason, state, url } = webhook;
  return (
    <li className={styles.row}>
      <div>
        <Link to="/settings/webhooks/$id" params={{ id }} className={styles.address}>
          <bdi>{url}</bdi>
        </Link>
        <Text size="xs" c="dimmed">
          {nameEvents(events, text)}
        </Text>
      </div>
      {state === 'paused' && <Badge variant="default">{text('web-webhook-paused')}</Badge>}
      <WebhookMenu webhook={webhook} />
      {reason && (
        <Text size="sm" className={styles.reason}>
          {reason.message} {reason.hint}
        </Text>
      )}
    </li>
  );
}
