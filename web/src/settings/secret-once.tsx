import { Alert } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { CopyField } from '../layout/copy-field.tsx';
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
      <CopyField label={label} description={hint} value={secret} />
    </Alert>
  );
}
