import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './copy-field.module.css';
import { copyText } from './copy-text.ts';

/** A text to be taken along: a link, a key, a command. */
export function CopyField({
  description,
  label,
  value,
}: {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
}) {
  const text = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    const done = await copyText(value);
    // What is marked can be copied by hand.
    if (!done) field.current?.select();
    setCopied(done);
  };
  const word = text(copied ? 'web-copied-short' : 'web-copy-short');
  return (
    <TextInput
      ref={field}
      readOnly
      label={label}
      description={description}
      value={value}
      dir="ltr"
      classNames={{ input: styles.value ?? '' }}
      onFocus={(event) => event.currentTarget.select()}
      rightSection={
        <Tooltip label={word}>
          <ActionIcon variant="subtle" color="gray" aria-label={word} onClick={() => void copy()}>
            {copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      }
    />
  );
}
