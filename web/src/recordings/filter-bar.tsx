import { ActionIcon, Button, Menu, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconArrowsSort, IconCheck, IconProgressCheck, IconSearch, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { DaysChoice } from './days-choice.tsx';
import styles from './filter-bar.module.css';
import { type FilterChange, type ListFilter, recordingStates } from './list-filter.ts';

interface FilterProps {
  readonly filter: ListFilter;
  /** What is undefined is taken off. */
  readonly onChange: (change: FilterChange) => void;
}

/** Which of the recordings are shown, and in which order. `first` stands before the choices. */
export function FilterBar({ filter, first, onChange }: FilterProps & { readonly first?: ReactNode }) {
  const text = useTexts();
  return (
    <search className={styles.bar} aria-label={text('web-filter')}>
      <NameField filter={filter} onChange={onChange} />
      <div className={styles.choices}>
        {first}
        <Choice
          icon={<IconProgressCheck size={16} aria-hidden />}
          label={text('web-filter-state')}
          value={filter.state}
          options={[undefined, ...recordingStates]}
          name={(state) => text(state ? `web-filter-${state}` : 'web-filter-any')}
          onChoose={(state) => onChange({ state })}
        />
        <DaysChoice filter={filter} onChange={onChange} />
        <Choice
          icon={<IconArrowsSort size={16} aria-hidden />}
          label={text('web-sort')}
          value={filter.sort}
          options={[undefined, 'oldest', 'name'] as const}
          name={(sort) => text(`web-sort-${sort ?? 'newest'}`)}
          onChoose={(sort) => onChange({ sort })}
        />
      </div>
    </search>
  );
}

/** Milliseconds of rest until what was typed counts. */
const rest = 250;

/** The list follows while one types; what was said in recordings is looked for on a page of its own. */
function NameField({ filter, onChange }: FilterProps) {
  const text = useTexts();
  const [name, setName] = useState(filter.name ?? '');
  const follow = useDebouncedCallback((next: string) => onChange({ name: next.trim() || undefined }), rest);
  useEffect(() => {
    // The address changed otherwise: by a pill, by going back.
    setName((before) => (before.trim() === (filter.name ?? '') ? before : (filter.name ?? '')));
  }, [filter.name]);
  const change = (next: string) => {
    setName(next);
    follow(next);
  };
  return (
    <div className={styles.find}>
      <TextInput
        type="search"
        aria-label={text('web-filter-name')}
        placeholder={text('web-filter-name')}
        value={name}
        maxLength={200}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          name !== '' && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={text('web-filter-clear-name')}
              onClick={() => change('')}
            >
              <IconX size={15} aria-hidden />
            </ActionIcon>
          )
        }
        onChange={(event) => change(event.currentTarget.value)}
      />
      {name.trim() !== '' && (
        <Link to="/search" search={{ q: name.trim() }} className={styles.said}>
          {text('web-filter-said')}
        </Link>
      )}
    </div>
  );
}

function Choice<Option extends string | undefined>({
  icon,
  label,
  name,
  onChoose,
  options,
  value,
}: {
  readonly icon: ReactNode;
  readonly label: string;
  readonly value: Option;
  readonly options: readonly Option[];
  readonly name: (option: Option) => string;
  readonly onChoose: (option: Option) => void;
}) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          px={10}
          className={styles.choice ?? ''}
          classNames={{ section: styles.sign ?? '' }}
          leftSection={icon}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {options.map((option) => (
          <Menu.Item
            key={option ?? ''}
            aria-current={option === value}
            rightSection={option === value ? <IconCheck size={16} aria-hidden /> : undefined}
            onClick={() => onChoose(option)}
          >
            {name(option)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
