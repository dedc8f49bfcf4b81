import { ActionIcon, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './side-panel.module.css';

interface SidePanelProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Something beside the text, which goes on being read and heard; on a phone above it. */
export function SidePanel({ children, onClose, title }: SidePanelProps) {
  const text = useTexts();
  const panel = useRef<HTMLElement>(null);
  // Whoever opened it by keyboard goes on in it, and comes back to where they were.
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) onClose();
  };
  return (
    <aside ref={panel} tabIndex={-1} className={styles.panel} aria-label={title} onKeyDown={onKeyDown}>
      <div className={styles.head}>
        <Title order={2} size="h5">
          {title}
        </Title>
        <ActionIcon variant="subtle" color="gray" aria-label={text('web-close')} onClick={onClose}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </div>
      <div className={styles.body}>{children}</div>
    </aside>
  );
}
