import { ActionIcon, Alert, CopyButton, TextInput } from '@mantine/core';
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react';
import { useTexts } from '../texts/use-texts.ts';

/** A secret that is shown now and never again, with a way to copy it. `hint` says what it is for. */
export function SecretOnce({
  hint,
  label,
  secret,
}: {
  readonly label: string;
  readonly hint: string;
  readonly secret: string;
}) {
  const text = useTexts();
  return (
    <Alert
      role="status"
      color="cyan"
      variant="light"
      icon={<IconKey aria-hidden />}
      title={text('web-secret-once')}
    >
      <TextInput
        mt={4}
        label={label}
        description={hint}
        value={secret}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        rightSection={
          <CopyButton value={secret} timeout={2_000}>
            {({ copied, copy }) => (
              <ActionIcon
                variant="subtle"
                onClick={copy}
                aria-label={text(copied ? 'web-secret-copied' : 'web-copy-secret')}
              >
                {copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
              </ActionIcon>
            )}
          </CopyButton>
        }
      />
    </Alert>
  );
}
