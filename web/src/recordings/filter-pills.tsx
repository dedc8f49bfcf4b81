import { Button, CloseButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Folder } from '../api/client.ts';
import { folderList } from '../library/queries.ts';
import { findLocale } from '../texts/language.ts';
import { useLanguage } from '../texts/language-context.ts';
import { type Text, useTexts } from '../texts/use-texts.ts';
import styles from './filter-bar.module.css';
import type { FilterChange, ListFilter } from './list-filter.ts';

/** What makes a list shorter, each to be taken off; the order is no such thing. */
export const filters = ['state', 'folder', 'tag', 'name', 'from', 'to'] as const;
type Facet = (typeof filters)[number];

/** The filters that are on, in words. */
export function FilterPills({
  filter,
  onChange,
}: {
  readonly filter: ListFilter;
  readonly onChange: (change: FilterChange) => void;
}) {
  const text = useTexts();
  const word = useFilterWords(filter);
  const on = filters.filter((name) => filter[name] !== undefined);
  if (on.length === 0) return null;
  return (
    <ul className={styles.pills} aria-label={text('web-filter-on')}>
      {on.map((name) => (
        <li key={name} className={styles.pill}>
          <bdi className={styles.words}>{word(name)}</bdi>
          <CloseButton
            size="xs"
            aria-label={text('web-filter-remove', { filter: word(name) })}
            onClick={() => onChange({ [name]: undefined })}
          />
        </li>
      ))}
      {on.length > 1 && (
        <li>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => onChange(Object.fromEntries(filters.map((name) => [name, undefined])))}
          >
            {text('web-filter-clear')}
          </Button>
        </li>
      )}
    </ul>
  );
}

function useFilterWords(filter: ListFilter): (name: Facet) => string {
  const text = useTexts();
  const { language } = useLanguage();
  const folders = useQuery(folderList).data?.folders;
  const wordDay = (name: 'from' | 'to', value: string) => {
    const day = new Date(`${value}T12:00`).toLocaleDateString(findLocale(language), { dateStyle: 'medium' });
    return text(`web-filter-pill-${name}`, { day });
  };
  const words: Readonly<Record<Facet, (value: string) => string>> = {
    state: (value) => text(`web-filter-${value}`),
    folder: (value) => (value === 'none' ? text('web-folder-none') : nameFolder(folders, value, text)),
    tag: (value) => value,
    name: (value) => text('web-filter-pill-name', { name: value }),
    from: (value) => wordDay('from', value),
    to: (value) => wordDay('to', value),
  };
  return (name) => words[name](filter[name] ?? '');
}

/** One that another person deleted meanwhile has no name. */
function nameFolder(folders: readonly Folder[] | undefined, id: string, text: Text): string {
  const known = folders?.find((folder) => folder.id === id);
  return known?.name ?? text(folders ? 'web-folder-gone' : 'web-folder');
}
