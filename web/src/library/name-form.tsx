import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTexts } from '../texts/use-texts.ts';

export interface Naming {
  readonly label: string;
  readonly value?: string;
  readonly longest: number;
  /** Rejects with what is then told above the field. */
  readonly save: (name: string) => Promise<unknown>;
}

/** Asks for a name. */
export function NameForm({
  label,
  longest,
  onDone,
  save,
  value = '',
}: Naming & { readonly onDone: () => void }) {
  const text = useTexts();
  const [name, setName] = useState(value);
  const saving = useMutation({ mutationFn: () => save(name.trim()), onSuccess: onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === value) onDone();
        else if (!saving.isPending && name.trim() !== '') saving.mutate();
      }}
    >
      <Stack gap="md">
        {saving.error && <FailureNotice error={saving.error} />}
        <TextInput
          data-autofocus
          label={label}
          value={name}
          maxLength={longest}
          onChange={(event) => setName(event.currentTarget.value)}
          onFocus={(event) => selectStem(event.currentTarget)}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onDone}>
            {text('web-cancel')}
          </Button>
          <Button type="submit" loading={saving.isPending} disabled={name.trim() === ''}>
            {text('web-save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What is likely to be written anew: of `talk.wav` the first part. */
function selectStem(field: HTMLInputElement): void {
  const dot = field.value.lastIndexOf('.');
  field.setSelectionRange(0, dot > 0 && field.value.length - dot <= 5 ? dot : field.value.length);
}
