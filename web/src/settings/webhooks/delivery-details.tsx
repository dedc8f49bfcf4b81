import { Button, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api/client.ts';
import { useMay } from '../../identity/use-who.ts';
import { tell, tellFailure } from '../../layout/tell.ts';
import { Moment } from '../../texts/moment.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { Loaded } from '../settings-page.tsx';
import styles from './delivery-log.module.css';
import { type DeliveryDetail, oneDelivery } from './queries.ts';

/** Every try with its answer, the bytes that were sent, and a way to send them again. */
export function DeliveryDetails({ id }: { readonly id: string }) {
  return (
    <div className={styles.details}>
      <Loaded query={useQuery(oneDelivery(id))}>{(delivery) => <Found delivery={delivery} />}</Loaded>
    </div>
  );
}

function Found({ delivery }: { readonly delivery: DeliveryDetail }) {
  const text = useTexts();
  const { body, id, log, next_try_at: next, recording_id: recording } = delivery;
  return (
    <Stack gap="sm">
      {next && (
        <Text size="sm">
          {text('web-delivery-next')} <Moment time={next} />
        </Text>
      )}
      <ul className={styles.tries} aria-label={text('web-delivery-tries')}>
        {log.map((one) => (
          <Try key={one.number} one={one} />
        ))}
      </ul>
      <div>
        <Text size="xs" c="dimmed">
          {text('web-delivery-body')}
        </Text>
        <Body label={text('web-delivery-body')} body={layOut(body)} />
      </div>
      <Text size="xs" c="dimmed">
        {text('web-delivery-id')} <bdi>{id}</bdi>
      </Text>
      {recording && (
        <Text size="sm">
          <Link to="/recordings/$id" params={{ id: recording }}>
            {text('web-delivery-recording')}
          </Link>
        </Text>
      )}
      <Resend delivery={delivery} />
    </Stack>
  );
}

/** It scrolls by itself, also by keyboard. */
function Body({ body, label }: { readonly body: string; readonly label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <section className={styles.body} tabIndex={0} aria-label={label}>
      {body}
    </section>
  );
}

function Try({ one }: { readonly one: DeliveryDetail['log'][number] }) {
  const text = useTexts();
  const { answer, error, milliseconds, number, started_at: started, status } = one;
  const facts = [
    text('web-try', { number }),
    status === null ? undefined : text('web-try-status', { status: String(status) }),
    milliseconds === null ? undefined : text('web-milliseconds', { count: milliseconds }),
  ].filter(Boolean);
  return (
    <li className={styles.try}>
      <Text size="sm" className={styles.facts ?? ''}>
        {facts.join(' · ')} · <Moment time={started} />
      </Text>
      {error && (
        <Text size="sm">
          {error.message} {error.hint}
        </Text>
      )}
      {answer && <Body label={text('web-try-answer')} body={answer} />}
    </li>
  );
}

function Resend({ delivery: { id, state, webhook_id: webhook } }: { readonly delivery: DeliveryDetail }) {
  const text = useTexts();
  const queries = useQueryClient();
  const mayWrite = useMay('webhooks:write');
  const resend = useMutation({
    mutationFn: () => api.POST('/v1/deliveries/{id}/resend', { params: { path: { id } } }),
    onSuccess: async () => {
      tell(text('web-delivery-resent'));
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['deliveries', webhook] }),
        queries.invalidateQueries({ queryKey: oneDelivery(id).queryKey }),
      ]);
    },
    onError: (error) => tellFailure(error, text),
  });
  if (!mayWrite) return null;
  return (
    <div>
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} aria-hidden />}
        loading={resend.isPending}
        onClick={() => resend.mutate()}
      >
        {text(state === 'waiting' ? 'web-delivery-send-now' : 'web-delivery-resend')}
      </Button>
    </div>
  );
}

/** As people read it; what is no JSON stays as it is. */
function layOut(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}
