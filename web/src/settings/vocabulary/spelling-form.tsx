import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef } from 'react';
import { FailureNotice } from '../../layout/failure-notice.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { useFields } from '../use-fields.ts';
import { type Spelling, useVocabularyChange, type Words } from './queries.ts';
import { stayAt } from './stay-at.ts';
import styles from './vocabulary.module.css';

/** A new spelling, or another one in the place of `edited`. */
export function SpellingForm({
  edited,
  onDone,
}: {
  readonly edited: Spelling | undefined;
  readonly onDone: () => void;
}) {
  const text = useTexts();
  const change = useVocabularyChange();
  const first = useRef<HTMLInputElement>(null);
  const { clear, field, values } = useFields({ heard: edited?.heard ?? '', write: edited?.write ?? '' });
  useEffect(() => {
    if (edited) first.current?.focus();
  }, [edited]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change.isPending) return;
    change.mutate((before) => put(before, edited, { heard: values.heard, write: values.write }), {
      onSuccess: () => {
        clear();
        onDone();
        stayAt(first.current);
      },
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {change.error && <FailureNotice error={change.error} />}
        <div className={styles.fields}>
          <TextInput {...field('heard')} ref={first} label={text('web-spelling-heard')} autoComplete="off" />
          <TextInput {...field('write')} label={text('web-spelling-write')} autoComplete="off" />
          <Group gap={8} wrap="nowrap">
            <Button
              type="submit"
              variant="default"
              loading={change.isPending}
              disabled={values.heard.trim() === '' || values.write.trim() === ''}
            >
              {text(edited ? 'web-save' : 'web-add')}
            </Button>
            {edited && (
              <Button variant="subtle" color="gray" onClick={onDone}>
                {text('web-cancel')}
              </Button>
            )}
          </Group>
        </div>
      </Stack>
    </form>
  );
}

/** In its place; a word that had a spelling already gets the new one. */
function put({ hot_words, spellings }: Words, edited: Spelling | undefined, fresh: Spelling): Words {
  const place = spellings.findIndex(({ heard }) => heard === edited?.heard);
  const others = spellings.filter(
    ({ heard }, at) => at !== place && heard.toLowerCase() !== fresh.heard.trim().toLowerCase(),
  );
  return { hot_words, spellings: others.toSpliced(place === -1 ? others.length : place, 0, fresh) };
}
