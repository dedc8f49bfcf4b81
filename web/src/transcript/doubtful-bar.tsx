import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconChecks, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './doubtful-bar.module.css';

interface DoubtfulBarProps {
  readonly count: number;
  readonly onStep: (direction: 1 | -1) => void;
  /** What is said where one is, is right. */
  readonly onConfirm: (() => void) | undefined;
}

/** How many words should be listened to again, the way from one to the next, and that it is right. */
export function DoubtfulBar({ count, onConfirm, onStep }: DoubtfulBarProps) {
  const text = useTexts();
  const steps: [string, ComponentType<{ size: number }>, () => void][] = [
    ['web-doubtful-former', IconChevronUp, () => onStep(-1)],
    ['web-doubtful-next', IconChevronDown, () => onStep(1)],
  ];
  if (onConfirm) steps.push(['web-doubtful-right', IconChecks, onConfirm]);
  return (
    <div className={styles.bar}>
      <Text size="sm" className={styles.mark}>
        {text('web-doubtful', { count })}
      </Text>
      {steps.map(([id, Icon, act]) => (
        <Tooltip key={id} label={text(id)}>
          <ActionIcon variant="subtle" color="gray" aria-label={text(id)} onClick={act}>
            <Icon size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}
