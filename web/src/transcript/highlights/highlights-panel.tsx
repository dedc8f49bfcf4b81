import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { FailureNotice } from '../../layout/failure-notice.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import type { Highlight, Segment } from '../queries.ts';
import { HighlightEntry } from './highlight-entry.tsx';
import styles from './highlights-panel.module.css';
import { quoteHighlight } from './quote-highlight.ts';
import type { useHighlights } from './use-highlights.ts';

interface HighlightsPanelProps {
  readonly found: ReturnType<typeof useHighlights>;
  readonly segments: readonly Segment[];
  readonly mayWrite: boolean;
  /** The one whose note is being written. */
  readonly noting: string | undefined;
  readonly onNote: (id: string | undefined) => void;
  readonly onSeek: (seconds: number) => void;
}

/** All that is marked in a recording, by its time. */
export function HighlightsPanel(props: HighlightsPanelProps) {
  const { found, mayWrite, noting, onNote, onSeek, segments } = props;
  const text = useTexts();
  const { highlights } = found;
  const quotes = useMemo(
    () => highlights.map((highlight) => quoteHighlight(segments, highlight)),
    [segments, highlights],
  );
  const finish = () => {
    found.change.reset();
    onNote(undefined);
  };
  if (found.error && highlights.length === 0) return <FailureNotice error={found.error} />;
  if (highlights.length === 0 && !found.pending)
    return (
      <Text size="sm" c="dimmed">
        {text(mayWrite ? 'web-highlights-none' : 'web-highlights-none-viewer')}
      </Text>
    );
  return (
    <ul className={styles.list}>
      {highlights.map((highlight: Highlight, place) => (
        <HighlightEntry
          key={highlight.id}
          highlight={highlight}
          quote={quotes[place] ?? ''}
          mayWrite={mayWrite}
          noting={noting === highlight.id}
          saving={found.change.isPending}
          failure={noting === highlight.id ? found.change.error : null}
          onNote={() => onNote(highlight.id)}
          onCancel={finish}
          onSave={(note) => found.change.mutate({ highlight: highlight.id, note }, { onSuccess: finish })}
          onDelete={() => found.remove.mutate(highlight.id)}
          onSeek={() => onSeek(highlight.start)}
        />
      ))}
    </ul>
  );
}
