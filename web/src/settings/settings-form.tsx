import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTexts } from '../texts/use-texts.ts';

/**
 * The way in which all settings are saved: what is wrong stands above the fields in the server's words, what went well
 * beside the button. While a save is under way there is no second one.
 *
 *   const { field, values } = useFields({ name: tenant.name });
 *   <SettingsForm save={() => api.PATCH('/v1/tenant', { body: values })} onSaved={…}> <TextInput {...field('name')} … />
 */
export function SettingsForm<Saved>({
  actions,
  children,
  label,
  onSaved,
  save,
  saved,
  unchanged = false,
}: {
  readonly save: () => Promise<Saved>;
  readonly onSaved?: (saved: Saved) => unknown;
  readonly children: ReactNode;
  /** Of the button; "Save" where nothing is given. */
  readonly label?: string;
  /** What is said when it went well; nothing for an empty one, where the page shows it. */
  readonly saved?: string;
  /** Nothing to save yet: the button rests. */
  readonly unchanged?: boolean;
  /** More buttons, behind that one. */
  readonly actions?: ReactNode;
}) {
  const text = useTexts();
  const saving = useMutation({
    mutationFn: save,
    onSuccess: async (saved) => {
      await onSaved?.(saved);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!saving.isPending && !unchanged) saving.mutate();
  };
  return (
    // Fields tell what they need themselves; what the server refuses, it says better than the browser.
    <form onSubmit={submit} onChange={() => saving.isSuccess && saving.reset()}>
      <Stack>
        {saving.error && <FailureNotice error={saving.error} />}
        {children}
        <Group>
          <Button type="submit" loading={saving.isPending} disabled={unchanged}>
            {label ?? text('web-save')}
          </Button>
          {actions}
          <Text size="sm" c="dimmed" role="status">
            {saving.isSuccess && saved !== '' && (
              <Group gap={4} component="span">
                <IconCheck size={16} aria-hidden />
                {saved ?? text('web-saved')}
              </Group>
            )}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
