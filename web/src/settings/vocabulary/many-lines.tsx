import { Alert, Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { type ClipboardEvent, type FormEvent, useState } from 'react';
import { FailureNotice } from '../../layout/failure-notice.tsx';
import { saveFile } from '../../layout/save-file.ts';
import { tell } from '../../layout/tell.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsBlock } from '../settings-block.tsx';
import { addWords, readLines, writeLines } from './lines.ts';
import { useVocabularyChange, type Words } from './queries.ts';

/** Characters that a vocabulary of the largest size has, with room for remarks. */
const mostCharacters = 300_000;

/** Many entries at once: pasted, or from a file; and all of them as a file. */
export function ManyLines({ mayWrite, words }: { readonly words: Words; readonly mayWrite: boolean }) {
  const text = useTexts();
  const change = useVocabularyChange();
  const [lines, setLines] = useState('');
  const [tooMuch, setTooMuch] = useState(false);
  const read = readLines(lines);
  const isEmpty = read.hot_words.length + read.spellings.length === 0;
  const take = (given: string) => {
    setTooMuch(given.length > mostCharacters);
    if (given.length <= mostCharacters) setLines(given);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isEmpty || change.isPending) return;
    change.mutate((before) => addWords(before, read), {
      onSuccess: () => {
        setLines('');
        tell(text('web-vocabulary-added'));
      },
    });
  };
  const paste = (event: ClipboardEvent) => {
    if (event.clipboardData.getData('text').length <= mostCharacters) return;
    event.preventDefault();
    setTooMuch(true);
  };
  return (
    <SettingsBlock
      title={text('web-vocabulary-many')}
      hint={text('web-vocabulary-many-hint')}
      action={
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={words.hot_words.length + words.spellings.length === 0}
          onClick={() => saveFile('vocabulary.txt', new Blob([writeLines(words)], { type: 'text/plain' }))}
        >
          {text('web-vocabulary-export')}
        </Button>
      }
    >
      {mayWrite && (
        <form onSubmit={submit}>
          <Stack>
            {change.error && <FailureNotice error={change.error} />}
            {tooMuch && (
              <Alert role="alert" color="red" variant="light" title={text('web-vocabulary-too-much')} />
            )}
            <Textarea
              aria-label={text('web-vocabulary-lines')}
              placeholder={text('web-vocabulary-example')}
              rows={6}
              spellCheck={false}
              value={lines}
              onPaste={paste}
              onChange={(event) => take(event.currentTarget.value)}
            />
            <Group>
              <Button type="submit" loading={change.isPending} disabled={isEmpty}>
                {text('web-add')}
              </Button>
              <FileButton
                accept="text/plain,.txt,.csv,.tsv"
                onChange={(file) => {
                  if (file && file.size > mostCharacters * 4) setTooMuch(true);
                  else void file?.text().then(take);
                }}
              >
                {(props) => (
                  <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
                    {text('web-vocabulary-import')}
                  </Button>
                )}
              </FileButton>
              <Text size="sm" c="dimmed" role="status">
                {!isEmpty &&
                  text('web-vocabulary-found', {
                    words: read.hot_words.length,
                    spellings: read.spellings.length,
                  })}
              </Text>
            </Group>
          </Stack>
        </form>
      )}
    </SettingsBlock>
  );
}
