import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { folderChoices, tagChoices } from './filter-choices.ts';
import styles from './search-page.module.css';
import { countFilters, type SearchQuery } from './search-query.ts';

/** In which recordings is looked: out of the way until somebody wants it, or it is set. */
export function SearchFilters({
  onChange,
  search,
}: {
  readonly search: SearchQuery;
  readonly onChange: (change: SearchQuery) => void;
}) {
  const text = useTexts();
  const count = countFilters(search);
  const [opened, setOpened] = useState(count > 0);
  return (
    <div>
      <Group gap="xs">
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          aria-expanded={opened}
          leftSection={<IconAdjustments size={16} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {text('web-search-filters', { count })}
        </Button>
        {count > 0 && (
          <Button size="xs" variant="subtle" onClick={() => onChange(nothing)}>
            {text('web-search-filters-none')}
          </Button>
        )}
      </Group>
      {opened && <FilterFields search={search} onChange={onChange} />}
    </div>
  );
}

/** No filter at all. */
export const nothing = { folder: '', tag: '', from: '', to: '' };

function FilterFields({ onChange, search }: Parameters<typeof SearchFilters>[0]) {
  const text = useTexts();
  const folders = useQuery(folderChoices).data ?? [];
  const tags = useQuery(tagChoices).data ?? [];
  const { folder = '', from = '', tag = '', to = '' } = search;
  const day = (name: 'from' | 'to', value: string) => ({
    size: 'sm',
    type: 'date',
    label: text(`web-search-${name}`),
    min: '1900-01-01',
    max: '2999-12-31',
    value,
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [name]: event.currentTarget.value }),
  });
  return (
    <div className={styles.filters}>
      <NativeSelect
        label={text('web-search-folder')}
        value={folder}
        onChange={(event) => onChange({ folder: event.currentTarget.value })}
        data={[
          { value: '', label: text('web-search-folder-any') },
          { value: 'none', label: text('web-search-folder-none') },
          ...withChosen(folders, folder),
        ]}
      />
      <NativeSelect
        label={text('web-search-tag')}
        value={tag}
        onChange={(event) => onChange({ tag: event.currentTarget.value })}
        data={[{ value: '', label: text('web-search-tag-any') }, ...withChosen(tags, tag)]}
      />
      <TextInput {...day('from', from)} />
      <TextInput {...day('to', to)} />
    </div>
  );
}

/** What is chosen stands there also before the others are known, and when it is gone. */
function withChosen(choices: readonly { value: string; label: string }[], chosen: string) {
  if (chosen === '' || chosen === 'none' || choices.some(({ value }) => value === chosen)) return choices;
  return [{ value: chosen, label: /^[0-9a-f-]{36}$/i.test(chosen) ? '…' : chosen }, ...choices];
}
