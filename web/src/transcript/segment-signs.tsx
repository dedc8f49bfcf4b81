import { IconCheck, IconPencilExclamation, IconUserEdit } from '@tabler/icons-react';
import { useTexts } from '../texts/use-texts.ts';
import type { Change } from './queries.ts';
import { nameAuthor } from './revisions/name-author.ts';
import styles from './segment-signs.module.css';

interface SegmentSignsProps {
  readonly others: Change | undefined;
  readonly unsaved: boolean;
  readonly selected: boolean;
  readonly onEdit: () => void;
}

/** What is to be known of a segment beside its words: that it is chosen, was just changed, or has words not saved. */
export function SegmentSigns({ onEdit, others, selected, unsaved }: SegmentSignsProps) {
  const text = useTexts();
  return (
    <div className={styles.signs}>
      {selected && (
        <span className={styles.sign}>
          <IconCheck size={14} aria-hidden />
          {text('web-selected-one')}
        </span>
      )}
      {others && (
        <span className={styles.sign}>
          <IconUserEdit size={14} aria-hidden />
          <bdi>{text('web-others-changed', { name: nameAuthor(others, text) })}</bdi>
        </span>
      )}
      {unsaved && (
        <button type="button" className={styles.unsaved} onClick={onEdit}>
          <IconPencilExclamation size={14} aria-hidden />
          {text('web-unsaved')}
        </button>
      )}
    </div>
  );
}
