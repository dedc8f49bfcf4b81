import { Button, Popover, Stack, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './filter-bar.module.css';
import type { FilterChange, ListFilter } from './list-filter.ts';

/** From which day to which, by the browser's own calendar. */
export function DaysChoice({
  filter,
  onChange,
}: {
  readonly filter: ListFilter;
  readonly onChange: (change: FilterChange) => void;
}) {
  const text = useTexts();
  const field = (name: 'from' | 'to') => (
    <TextInput
      type="date"
      label={text(`web-filter-${name}`)}
      min="1970-01-01"
      max="2999-12-31"
      value={filter[name] ?? ''}
      onChange={(event) => onChange({ [name]: event.currentTarget.value || undefined })}
    />
  );
  return (
    <Popover position="bottom-end" withinPortal trapFocus shadow="md">
      <Popover.Target>
        <Button
          variant="default"
          px={10}
          className={styles.choice ?? ''}
          classNames={{ section: styles.sign ?? '' }}
          leftSection={<IconCalendar size={16} aria-hidden />}
        >
          {text('web-filter-days')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={text('web-filter-days')}>
        <Stack gap="sm">
          {field('from')}
          {field('to')}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
