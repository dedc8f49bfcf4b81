import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { longestQuery } from './search-query.ts';

/** The field that `/` leads to. Enter looks at once. */
export function SearchField({
  onChange,
  onSubmit,
  words,
}: {
  readonly words: string;
  readonly onChange: (words: string) => void;
  readonly onSubmit: () => void;
}) {
  const text = useTexts();
  const field = useRef<HTMLInputElement>(null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <TextInput
        ref={field}
        data-search-field
        type="search"
        size="md"
        autoFocus
        aria-label={text('web-search-field')}
        placeholder={text('web-search-placeholder')}
        maxLength={longestQuery}
        spellCheck={false}
        autoComplete="off"
        enterKeyHint="search"
        leftSection={<IconSearch size={19} aria-hidden />}
        rightSection={
          words !== '' && (
            <CloseButton
              aria-label={text('web-search-clear')}
              onClick={() => {
                onChange('');
                field.current?.focus();
              }}
            />
          )
        }
        value={words}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </form>
  );
}
