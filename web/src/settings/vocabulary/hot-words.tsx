import { ActionIcon, Button, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import { FailureNotice } from '../../layout/failure-notice.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { mostTyped } from '../use-fields.ts';
import { addWords } from './lines.ts';
import { useVocabularyChange } from './queries.ts';
import { stayAt } from './stay-at.ts';
import styles from './vocabulary.module.css';

/** Words that are likely to be said: a press on one changes it, the cross takes it off. */
export function HotWords({
  mayWrite,
  words,
}: {
  readonly words: readonly string[];
  readonly mayWrite: boolean;
}) {
  const text = useTexts();
  const change = useVocabularyChange();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  /** The word in whose place the typed one goes. */
  const [instead, setInstead] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fresh = typed.split(/[,\n]/).filter((word) => word.trim() !== '');
    if (fresh.length === 0 || change.isPending) return;
    change.mutate(
      ({ hot_words, spellings }) => {
        const place = instead === undefined ? -1 : hot_words.indexOf(instead);
        if (place === -1) return addWords({ hot_words, spellings }, { hot_words: fresh, spellings: [] });
        return { hot_words: hot_words.toSpliced(place, 1, ...fresh), spellings };
      },
      {
        onSuccess: () => {
          setTyped('');
          setInstead(undefined);
          stayAt(field.current);
        },
      },
    );
  };
  const remove = (word: string) =>
    change.mutate(({ hot_words, spellings }) => ({
      hot_words: hot_words.filter((one) => one !== word),
      spellings,
    }));
  const edit = (word: string) => {
    setInstead(word);
    setTyped(word);
    field.current?.focus();
  };
  return (
    <Stack>
      {change.error && <FailureNotice error={change.error} />}
      {words.length === 0 && (
        <Text size="sm" c="dimmed">
          {text('web-hot-words-none')}
        </Text>
      )}
      {words.length > 0 && (
        <ul className={styles.words} aria-label={text('web-hot-words')}>
          {words.map((word) => (
            <Word
              key={word}
              word={word}
              {...(mayWrite ? { onEdit: () => edit(word), onRemove: () => remove(word) } : {})}
            />
          ))}
        </ul>
      )}
      {mayWrite && (
        <form onSubmit={submit} className={styles.one}>
          <TextInput
            ref={field}
            label={
              instead === undefined
                ? text('web-hot-word-new')
                : text('web-hot-word-change', { word: instead })
            }
            name="word"
            autoComplete="off"
            maxLength={mostTyped}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || instead === undefined) return;
              setInstead(undefined);
              setTyped('');
            }}
          />
          <Button type="submit" variant="default" loading={change.isPending} disabled={typed.trim() === ''}>
            {text(instead === undefined ? 'web-add' : 'web-save')}
          </Button>
        </form>
      )}
    </Stack>
  );
}

function Word({
  onEdit,
  onRemove,
  word,
}: {
  readonly word: string;
  readonly onEdit?: () => void;
  readonly onRemove?: () => void;
}) {
  const text = useTexts();
  if (!onEdit || !onRemove)
    return (
      <li className={styles.word}>
        <bdi className={styles.text}>{word}</bdi>
      </li>
    );
  return (
    <li className={styles.word}>
      <UnstyledButton
        className={styles.text ?? ''}
        onClick={onEdit}
        aria-label={text('web-hot-word-change', { word })}
      >
        <bdi>{word}</bdi>
      </UnstyledButton>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={28}
        onClick={onRemove}
        aria-label={text('web-remove', { name: word })}
      >
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </li>
  );
}
