import { Button } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconHighlight,
  IconHistory,
  IconSearch,
} from '@tabler/icons-react';
import { useTexts } from '../texts/use-texts.ts';
import { CopyMenu } from './copy/copy-menu.tsx';
import type { CopyOptions } from './copy/write-copy.ts';
import { DoubtfulBar } from './doubtful-bar.tsx';
import type { Undoing } from './revisions/use-own-changes.ts';
import { ToolButton } from './tool-button.tsx';
import styles from './transcript-tools.module.css';

export type Panel = 'highlights' | 'versions';

interface TranscriptToolsProps {
  readonly mayWrite: boolean;
  readonly undoing: Undoing;
  readonly doubtful: number;
  readonly highlights: number;
  readonly panel: Panel | undefined;
  readonly onStepDoubtful: (direction: 1 | -1) => void;
  readonly onConfirm: () => void;
  readonly onFind: () => void;
  readonly onCopy: (options: CopyOptions) => void;
  readonly onPanel: (panel: Panel) => void;
}

/** What can be done with the text as a whole, always at hand. */
export function TranscriptTools(props: TranscriptToolsProps) {
  const { doubtful, highlights, mayWrite, onConfirm, onPanel, onStepDoubtful, panel, undoing } = props;
  const text = useTexts();
  const panels = [
    ['highlights', IconHighlight, text('web-highlights', { count: highlights })],
    ['versions', IconHistory, text('web-versions')],
  ] as const;
  return (
    <div className={styles.bar} role="toolbar" aria-label={text('web-transcript-tools')}>
      <div className={styles.doubtful}>
        {doubtful > 0 && (
          <DoubtfulBar
            count={doubtful}
            onStep={onStepDoubtful}
            onConfirm={mayWrite ? onConfirm : undefined}
          />
        )}
      </div>
      <div className={styles.tools}>
        {mayWrite && (
          <>
            <ToolButton
              icon={IconArrowBackUp}
              label={text('web-undo')}
              disabled={!undoing.mayUndo}
              onClick={undoing.undo}
            />
            <ToolButton
              icon={IconArrowForwardUp}
              label={text('web-redo')}
              disabled={!undoing.mayRedo}
              onClick={undoing.redo}
            />
          </>
        )}
        <ToolButton icon={IconSearch} label={text('web-find')} onClick={props.onFind} />
        <CopyMenu onCopy={props.onCopy} />
        {panels.map(([name, Icon, label]) => (
          <Button
            key={name}
            size="compact-sm"
            h={34}
            variant={panel === name ? 'light' : 'subtle'}
            color={panel === name ? 'cyan' : 'gray'}
            className={styles.panel ?? ''}
            aria-expanded={panel === name}
            aria-label={label}
            onClick={() => onPanel(name)}
          >
            <Icon size={18} aria-hidden />
            <span className={styles.label}>{label}</span>
          </Button>
        ))}
      </div>
    </div>
  );
}
