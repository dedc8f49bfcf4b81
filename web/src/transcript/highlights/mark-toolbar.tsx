import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCopy, IconHighlight, IconLink, IconNote } from '@tabler/icons-react';
import { type ComponentType, type RefObject, useEffect, useState } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import styles from './mark-toolbar.module.css';
import { type MarkedText, readSelection } from './read-selection.ts';

interface MarkToolbarProps {
  readonly list: RefObject<HTMLElement | null>;
  readonly mayWrite: boolean;
  readonly onHighlight: (marked: MarkedText, withNote: boolean) => void;
  readonly onCopy: (text: string) => void;
  readonly onLink: (seconds: number) => void;
}

/** What can be done with words that somebody marks, beside them. */
export function MarkToolbar({ list, mayWrite, onCopy, onHighlight, onLink }: MarkToolbarProps) {
  const text = useTexts();
  const [marked, close] = useMarkedText(list);
  if (!marked) return null;
  const { bottom, left, top } = marked.box;
  const above = top > 120;
  const finish = (act: () => void) => () => {
    act();
    getSelection()?.removeAllRanges();
    close();
  };
  const tools: [string, ComponentType<{ size: number }>, () => void][] = [
    ['web-copy-marked', IconCopy, () => onCopy(marked.text)],
    ['web-copy-link', IconLink, () => onLink(marked.start)],
  ];
  if (mayWrite)
    tools.unshift(
      ['web-highlight', IconHighlight, () => onHighlight(marked, false)],
      ['web-note', IconNote, () => onHighlight(marked, true)],
    );
  return (
    <div
      role="toolbar"
      aria-label={text('web-marked')}
      className={styles.bar}
      style={{
        left: Math.min(Math.max(left, 90), innerWidth - 90),
        ...(above ? { top: top - 46 } : { top: bottom + 8 }),
      }}
    >
      {tools.map(([label, Icon, act]) => (
        <Tooltip key={label} label={text(label)}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={text(label)}
            // The words stay marked until it is done.
            onMouseDown={(event) => event.preventDefault()}
            onClick={finish(act)}
          >
            <Icon size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}

/** Milliseconds of rest before it is looked at what is marked: it changes with every move of a finger. */
const rest = 120;

function useMarkedText(list: RefObject<HTMLElement | null>) {
  const [marked, setMarked] = useState<MarkedText>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setMarked(list.current ? readSelection(list.current) : undefined), rest);
    };
    document.addEventListener('selectionchange', look);
    addEventListener('scroll', look, { passive: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener('selectionchange', look);
      removeEventListener('scroll', look);
    };
  }, [list]);
  return [marked, () => setMarked(undefined)] as const;
}
