import { Button, Group, Paper, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { copyText } from '../layout/copy-text.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './made-link.module.css';

/** A link at the only moment at which the server tells it. */
export function MadeLink({ address }: { readonly address: string }) {
  const text = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<boolean>();
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const copy = async () => {
    const done = await copyText(address);
    if (!done) field.current?.select();
    setCopied(done);
  };
  return (
    <Paper className={styles.made ?? ''} p="sm">
      <Text size="sm" fw={600} mb={6}>
        {text('web-share-made')}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          ref={field}
          readOnly
          dir="ltr"
          className={styles.address ?? ''}
          aria-label={text('web-share-link')}
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          leftSection={copied ? <IconCheck size={17} aria-hidden /> : <IconCopy size={17} aria-hidden />}
          onClick={() => void copy()}
        >
          {text(copied ? 'web-share-copied' : 'web-share-copy')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed" mt={6} role="status">
        {text(copied === false ? 'web-share-copy-failed' : 'web-share-once')}
      </Text>
    </Paper>
  );
}
