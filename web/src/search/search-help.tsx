import { EmptyState, UnstyledButton } from '@mantine/core';
import { IconFileSearch } from '@tabler/icons-react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './search-help.module.css';

/** What can be typed, to be learned by trying. */
export function SearchHelp({ onTry }: { readonly onTry: (example: string) => void }) {
  const text = useTexts();
  return (
    <EmptyState
      pt={40}
      icon={<IconFileSearch aria-hidden />}
      title={text('web-search-lead')}
      description={text('web-search-lead-hint')}
    >
      <dl className={styles.ways}>
        {(['forms', 'phrase', 'without', 'either'] as const).map((way) => {
          const example = text(`web-search-${way}`);
          return (
            <div key={way} className={styles.way}>
              <dt>
                <UnstyledButton className={styles.example ?? ''} onClick={() => onTry(example)}>
                  {example}
                </UnstyledButton>
              </dt>
              <dd>{text(`web-search-${way}-hint`)}</dd>
            </div>
          );
        })}
      </dl>
    </EmptyState>
  );
}
