import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { FailureNotice } from '../../layout/failure-notice.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { SecretOnce } from '../secret-once.tsx';

/** Asks whether the secret is to be replaced, and shows the new one. */
export function AskedSecret({
  ask,
  hint,
  onClose,
}: {
  readonly hint: string;
  readonly ask: () => Promise<string>;
  readonly onClose: () => void;
}) {
  const text = useTexts();
  // Kept nowhere but here: what is forgotten with the window cannot be read again.
  const rotate = useMutation({ mutationFn: ask, gcTime: 0 });
  if (rotate.data !== undefined)
    return (
      <Stack>
        <SecretOnce label={text('web-webhook-secret')} hint={hint} secret={rotate.data} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{text('web-done')}</Button>
        </Group>
      </Stack>
    );
  return (
    <Stack>
      {rotate.error && <FailureNotice error={rotate.error} />}
      <Text size="sm">{text('web-secret-rotate-question')}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {text('web-cancel')}
        </Button>
        <Button data-autofocus loading={rotate.isPending} onClick={() => rotate.mutate()}>
          {text('web-secret-replace')}
        </Button>
      </Group>
    </Stack>
  );
}
