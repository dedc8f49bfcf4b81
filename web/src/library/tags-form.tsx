import { Button, Group, Stack, TagsInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { tagList } from './queries.ts';

export interface Tagging {
  readonly label: string;
  readonly value: readonly string[];
  /** What can be chosen; absent: every tag there is, and new ones. */
  readonly choices?: readonly string[];
  readonly save: (tags: string[]) => Promise<unknown>;
}

/** Asks for tags. */
export function TagsForm({ choices, label, onDone, save, value }: Tagging & { readonly onDone: () => void }) {
  const text = useTexts();
  const known = useQuery(tagList).data ?? [];
  const [tags, setTags] = useState<string[]>([...value]);
  const [typed, setTyped] = useState('');
  // What was typed counts, also where nobody pressed Enter behind it.
  const meant = [...new Set([...tags, ...typed.split(',').map((tag) => tag.trim())])].filter(Boolean);
  const saving = useMutation({ mutationFn: () => save(meant.filter(isKnown)), onSuccess: onDone });
  const all = choices ?? known.map(({ tag }) => tag);
  const isKnown = (tag: string) => choices === undefined || choices.includes(tag);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.isPending) saving.mutate();
      }}
    >
      <Stack gap="md">
        {saving.error && <FailureNotice error={saving.error} />}
        <TagsInput
          data-autofocus
          label={label}
          description={choices === undefined ? text('web-tags-hint') : undefined}
          value={tags}
          data={[...all]}
          maxTags={50}
          maxLength={50}
          acceptValueOnBlur
          comboboxProps={{ withinPortal: true }}
          searchValue={typed}
          onSearchChange={setTyped}
          onChange={(next) => setTags(next.filter(isKnown))}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onDone}>
            {text('web-cancel')}
          </Button>
          <Button type="submit" loading={saving.isPending} disabled={meant.join('\n') === value.join('\n')}>
            {text('web-save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
