import { ActionIcon, Text, TextInput, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import styles from './find-bar.module.css';
import type { Finding } from './use-find.ts';

/** Looks for words in this transcript: how often they stand there, and the way from one to the next. */
export function FindBar({ finding }: { readonly finding: Finding }) {
  const text = useTexts();
  const { asked, at, close, count, look, looked, step } = finding;
  const field = useRef<HTMLInputElement>(null);
  // Asked for again, what was looked for can be written over.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that it is asked for
  useEffect(() => field.current?.select(), [asked]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    if (event.key === 'Escape' || event.key === 'Enter') event.preventDefault();
  };
  const told = looked.trim() === '' ? '' : text('web-find-count', { at: at + 1, count });
  return (
    <search className={styles.bar} aria-label={text('web-find')}>
      <TextInput
        ref={field}
        size="sm"
        className={styles.field ?? ''}
        leftSection={<IconSearch size={16} aria-hidden />}
        aria-label={text('web-find')}
        placeholder={text('web-find')}
        autoFocus
        maxLength={200}
        value={looked}
        onChange={(event) => look(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Text size="sm" className={styles.count} role="status">
        {told}
      </Text>
      <FindStep label={text('web-find-former')} disabled={count === 0} onClick={() => step(-1)}>
        <IconChevronUp size={18} aria-hidden />
      </FindStep>
      <FindStep label={text('web-find-next')} disabled={count === 0} onClick={() => step(1)}>
        <IconChevronDown size={18} aria-hidden />
      </FindStep>
      <FindStep label={text('web-close')} onClick={close}>
        <IconX size={18} aria-hidden />
      </FindStep>
    </search>
  );
}

interface FindStepProps {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function FindStep({ children, disabled = false, label, onClick }: FindStepProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={disabled} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
