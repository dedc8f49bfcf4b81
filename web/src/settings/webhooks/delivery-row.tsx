import { Text, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconChevronRight, IconClock } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { Moment } from '../../texts/moment.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { DeliveryDetails } from './delivery-details.tsx';
import styles from './delivery-log.module.css';
import { nameNews } from './name-events.ts';
import type { Delivery } from './queries.ts';

const icons = { waiting: IconClock, delivered: IconCheck, failed: IconAlertTriangle } as const;
const colours = {
  waiting: 'var(--quiet)',
  delivered: 'light-dark(#2b7a3d, #6fcf87)',
  failed: 'light-dark(#c92a2a, #ff8787)',
} as const;

/** One delivery: what of, how it ended; opened, what was sent and answered. */
export function DeliveryRow({ delivery }: { readonly delivery: Delivery }) {
  const text = useTexts();
  const [open, setOpen] = useState(false);
  const details = useId();
  const { created_at: created, error, id, state, status, tries, type } = delivery;
  const Icon = icons[state];
  return (
    <li className={styles.row}>
      <UnstyledButton
        className={styles.summary ?? ''}
        aria-expanded={open}
        aria-controls={details}
        onClick={() => setOpen(!open)}
      >
        <Icon size={18} color={colours[state]} aria-hidden />
        <span>
          <Text size="sm" fw={550} component="span" display="block">
            {nameNews(type, text)}
          </Text>
          <Text size="xs" c="dimmed" component="span" display="block" className={styles.facts ?? ''}>
            {[text(`web-delivery-${state}`), status, text('web-tries', { count: tries })]
              .filter((part) => part !== null)
              .join(' · ')}
          </Text>
        </span>
        <Text size="xs" c="dimmed" component="span" className={styles.facts ?? ''}>
          <Moment time={created} />
        </Text>
        <IconChevronRight size={16} className={styles.chevron} aria-hidden />
        {error && state !== 'delivered' && (
          <Text size="xs" component="span" className={styles.error ?? ''}>
            {error.message}
          </Text>
        )}
      </UnstyledButton>
      <div id={details}>{open && <DeliveryDetails id={id} />}</div>
    </li>
  );
}
