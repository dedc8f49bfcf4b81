import { VisuallyHidden } from '@mantine/core';
import { Fragment, useMemo } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import { compareWords } from './compare-words.ts';
import styles from './comparison.module.css';

/** What became of a text: words that went are struck out, those that came stand out. */
export function Comparison({ is, was }: { readonly was: string; readonly is: string }) {
  const text = useTexts();
  const stretches = useMemo(() => compareWords(was, is), [was, is]);
  return (
    <p className={styles.comparison} dir="auto">
      {stretches.map(({ kind, text: words }, place) => {
        const Tag = kind === 'same' ? 'span' : kind === 'gone' ? 'del' : 'ins';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stretch has nothing but its place
          <Fragment key={place}>
            <Tag className={styles[kind]}>
              {kind !== 'same' && <VisuallyHidden>{text(`web-words-${kind}`)} </VisuallyHidden>}
              {words}
            </Tag>{' '}
          </Fragment>
        );
      })}
    </p>
  );
}
