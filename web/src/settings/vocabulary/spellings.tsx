import { ActionIcon, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowRight, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { FailureNotice } from '../../layout/failure-notice.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { RowList } from '../row-list.tsx';
import { mostTyped } from '../use-fields.ts';
import { type Spelling, useVocabularyChange } from './queries.ts';
import { SpellingForm } from './spelling-form.tsx';
import styles from './vocabulary.module.css';

/** From how many on one looks for them. */
const many = 12;

/** How heard words are to be written. */
export function Spellings({
  mayWrite,
  spellings,
}: {
  readonly spellings: readonly Spelling[];
  readonly mayWrite: boolean;
}) {
  const text = useTexts();
  const [wanted, setWanted] = useState('');
  const [edited, setEdited] = useState<Spelling>();
  const remove = useVocabularyChange();
  const found = spellings.filter(({ heard, write }) =>
    `${heard} ${write}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  return (
    <Stack>
      {remove.error && <FailureNotice error={remove.error} />}
      {spellings.length === 0 && (
        <Text size="sm" c="dimmed">
          {text('web-spellings-none')}
        </Text>
      )}
      {spellings.length >= many && (
        <TextInput
          aria-label={text('web-spellings-find')}
          placeholder={text('web-spellings-find')}
          maxLength={mostTyped}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      {found.length > 0 && (
        <div className={styles.list} tabIndex={spellings.length >= many ? 0 : undefined}>
          <RowList
            label={text('web-spellings')}
            rows={found.map((one) => ({ ...one, id: one.heard }))}
            what={(one) => <Pair spelling={one} />}
            {...(mayWrite && {
              actions: (one: Spelling) => (
                <Actions
                  spelling={one}
                  onEdit={() => setEdited(one)}
                  onRemove={() =>
                    remove.mutate((before) => ({
                      hot_words: before.hot_words,
                      spellings: before.spellings.filter(({ heard }) => heard !== one.heard),
                    }))
                  }
                />
              ),
            })}
          />
        </div>
      )}
      {mayWrite && (
        <SpellingForm key={edited?.heard ?? ''} edited={edited} onDone={() => setEdited(undefined)} />
      )}
    </Stack>
  );
}

function Pair({ spelling: { heard, write } }: { readonly spelling: Spelling }) {
  const text = useTexts();
  return (
    <div className={styles.pair}>
      <bdi>{heard}</bdi>
      <IconArrowRight
        size={16}
        className={styles.arrow}
        role="img"
        aria-label={text('web-spelling-becomes')}
      />
      <bdi>{write}</bdi>
    </div>
  );
}

function Actions({
  onEdit,
  onRemove,
  spelling: { heard },
}: {
  readonly spelling: Spelling;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}) {
  const text = useTexts();
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        onClick={onEdit}
        aria-label={text('web-spelling-change', { word: heard })}
      >
        <IconPencil size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        onClick={onRemove}
        aria-label={text('web-remove', { name: heard })}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </>
  );
}
