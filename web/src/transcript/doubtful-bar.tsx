import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './doubtful-bar.module.css';

/** How many words should be listened to again, and the way from one to the next. */
export function DoubtfulBar({
  count,
  onStep,
}: {
  readonly count: number;
  readonly onStep: (direction: 1 | -1) => void;
}) {
  const text = useTexts();
  const steps = [
    [-1, 'web-doubtful-former', IconChevronUp],
    [1, 'web-doubtful-next', IconChevronDown],
  ] as const;
  return (
    <div className={styles.bar}>
      <Text size="sm" className={styles.mark}>
        {text('web-doubtful', { count })}
      </Text>
      {steps.map(([direction, id, Icon]) => (
        <Tooltip key={id} label={text(id)}>
          <ActionIcon variant="subtle" color="gray" aria-label={text(id)} onClick={() => onStep(direction)}>
            <Icon size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}
