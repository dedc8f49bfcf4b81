import { IconPencilExclamation, IconUserEdit } from '@tabler/icons-react';
import { useTexts } from '../texts/use-texts.ts';
import type { Change } from './queries.ts';
import { nameAuthor } from './revisions/name-author.ts';
import styles from './segment-signs.module.css';

interface SegmentSignsProps {
  readonly others: Change | undefined;
  readonly unsaved: boolean;
  readonly onEdit: () => void;
}

/** What is to be known of a segment beside its words: that it was just changed, or has words not saved. */
export function SegmentSigns({ onEdit, others, unsaved }: SegmentSignsProps) {
  const text = useTexts();
  return (
    <div className={styles.signs}>
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
