import { Button, EmptyState } from '@mantine/core';
import { IconFilterOff, IconFolder, IconMicrophone2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../texts/use-texts.ts';
import { ChooseFiles } from '../uploads/choose-files.tsx';
import { filters } from './filter-pills.tsx';
import type { ListFilter } from './list-filter.ts';
import styles from './recordings-page.module.css';

/** In place of a list without recordings: why there are none, and what to do about it. */
export function EmptyList({
  bare,
  filter,
  may,
  onClear,
}: {
  readonly bare: boolean;
  readonly filter: ListFilter;
  readonly may: boolean;
  readonly onClear: () => void;
}) {
  const text = useTexts();
  const on = filters.filter((name) => filter[name] !== undefined);
  if (on.length === 0)
    return (
      <EmptyState
        className={styles.empty ?? ''}
        icon={<IconMicrophone2 aria-hidden />}
        title={text('web-recordings-none')}
        description={may ? text('web-recordings-none-hint') : undefined}
      >
        {may && bare && (
          <EmptyState.Actions mt="md">
            <ChooseFiles />
          </EmptyState.Actions>
        )}
      </EmptyState>
    );
  if (on.length === 1 && filter.folder !== undefined && filter.folder !== 'none')
    return (
      <EmptyState
        className={styles.empty ?? ''}
        icon={<IconFolder aria-hidden />}
        title={text('web-folder-empty')}
        description={may ? text('web-folder-empty-hint') : undefined}
      />
    );
  return (
    <EmptyState
      className={styles.empty ?? ''}
      icon={<IconFilterOff aria-hidden />}
      title={text('web-filter-nothing')}
      description={text('web-filter-nothing-hint')}
    >
      <EmptyState.Actions mt="md">
        <Button variant="default" onClick={onClear}>
          {text('web-filter-clear')}
        </Button>
        {filter.name !== undefined && (
          <Button
            variant="subtle"
            renderRoot={(props) => <Link {...props} to="/search" search={{ q: filter.name ?? '' }} />}
          >
            {text('web-filter-said')}
          </Button>
        )}
      </EmptyState.Actions>
    </EmptyState>
  );
}
