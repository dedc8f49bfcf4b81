import { Menu } from '@mantine/core';
import {
  IconChecks,
  IconCopy,
  IconDots,
  IconHighlight,
  IconLink,
  IconSquareCheck,
  IconUserPlus,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import type { Desk } from './desk.ts';
import { isDoubtful } from './doubtful.ts';
import type { Segment } from './queries.ts';
import styles from './segment-row.module.css';

interface SegmentMenuProps {
  readonly desk: Desk;
  readonly segment: Segment;
  readonly clock: string;
  readonly selected: boolean;
}

/** What can be done with one segment. A menu is made when it is opened: rows come and go by the hundred. */
export function SegmentMenu(props: SegmentMenuProps) {
  const text = useTexts();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !open && document.activeElement === document.body)
      button.current?.focus({ preventScroll: true });
    wasOpen.current = open;
  }, [open]);
  const opener = (
    <button
      ref={button}
      type="button"
      className={styles.tool}
      aria-haspopup="menu"
      aria-label={text('web-segment-menu', { time: props.clock })}
      onClick={() => setOpen(true)}
    >
      <IconDots size={16} aria-hidden />
    </button>
  );
  if (!open) return opener;
  return (
    <Menu opened onChange={setOpen} position="bottom-end" withinPortal>
      <Menu.Target>{opener}</Menu.Target>
      <Menu.Dropdown>
        <SegmentActions {...props} />
      </Menu.Dropdown>
    </Menu>
  );
}

function SegmentActions({ desk, segment, selected }: SegmentMenuProps): ReactNode {
  const text = useTexts();
  const { index, start, words } = segment;
  const item = (label: string, Icon: typeof IconCopy, act: () => void) => (
    <Menu.Item leftSection={<Icon size={16} aria-hidden />} onClick={act}>
      {text(label)}
    </Menu.Item>
  );
  return (
    <>
      {desk.mayWrite && words.some(isDoubtful) && item('web-confirm', IconChecks, () => desk.confirm(index))}
      {desk.mayWrite && item('web-highlight', IconHighlight, () => desk.highlight(index))}
      {item('web-copy-segment', IconCopy, () => desk.copy(index))}
      {item('web-copy-link', IconLink, () => desk.copyLink(start))}
      {desk.mayWrite &&
        item(selected ? 'web-deselect' : 'web-select', selected ? IconSquareCheck : IconUserPlus, () =>
          desk.select(index, false),
        )}
    </>
  );
}
