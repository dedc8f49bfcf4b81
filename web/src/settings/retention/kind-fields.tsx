import { NumberInput, Switch, Text } from '@mantine/core';
import { useId } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import { type Draft, type Kind, mostDays } from './policy.ts';
import styles from './retention.module.css';

/** What is proposed when something is no longer kept for ever. */
const proposed = 90;

/** For how long one kind is kept: for ever, or for so many days. */
export function KindFields({
  days,
  kind,
  onChange,
}: {
  readonly kind: Kind;
  readonly days: Draft[Kind];
  readonly onChange: (days: Draft[Kind]) => void;
}) {
  const text = useTexts();
  const label = useId();
  const name = kind.replace('_', '-');
  return (
    <fieldset className={styles.kind} aria-labelledby={label}>
      <div>
        <Text fw={550} id={label}>
          {text(`web-retention-${name}`)}
        </Text>
        <Text size="sm" c="dimmed">
          {text(`web-retention-${name}-hint`)}
        </Text>
      </div>
      <div>
        <Switch
          className={styles.choice ?? ''}
          label={text('web-retention-for-ever')}
          checked={days === null}
          onChange={(event) => onChange(event.currentTarget.checked ? null : proposed)}
        />
        {days !== null && (
          <NumberInput
            className={styles.days ?? ''}
            mt={8}
            label={text('web-retention-days')}
            name={kind}
            min={1}
            max={mostDays}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="blur"
            value={days}
            onChange={onChange}
          />
        )}
      </div>
    </fieldset>
  );
}
