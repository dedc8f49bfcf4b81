import { Button, Group, Radio, ScrollArea, Stack, TextInput } from '@mantine/core';
import { IconFolderPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useLanguage } from '../texts/language-context.ts';
import { useTexts } from '../texts/use-texts.ts';
import { createFolder, longestFolderName } from './change-folders.ts';
import { buildTree, createLiesWithin, listBranches } from './folder-tree.ts';
import styles from './move-form.module.css';
import { folderList } from './queries.ts';

export interface Moving {
  /** Where it lies now; null: at the top, or in no folder. */
  readonly from: string | null | undefined;
  /** A folder that is moved cannot lie in itself. */
  readonly own?: string;
  readonly save: (folderId: string | null) => Promise<unknown>;
}

/** Asks for a folder, and makes one where it is missing. */
export function MoveForm({ from, onDone, own, save }: Moving & { readonly onDone: () => void }) {
  const text = useTexts();
  const [chosen, setChosen] = useState<string | null | undefined>(from);
  const saving = useMutation({ mutationFn: () => save(chosen ?? null), onSuccess: onDone });
  return (
    <Stack gap="md">
      {saving.error && <FailureNotice error={saving.error} />}
      <FolderChoice chosen={chosen} own={own} onChoose={setChosen} />
      <NewFolderField parent={chosen ?? null} onMade={setChosen} />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onDone}>
          {text('web-cancel')}
        </Button>
        <Button
          loading={saving.isPending}
          disabled={chosen === undefined || chosen === from}
          onClick={() => saving.mutate()}
        >
          {text('web-move')}
        </Button>
      </Group>
    </Stack>
  );
}

function FolderChoice({
  chosen,
  onChoose,
  own,
}: {
  readonly chosen: string | null | undefined;
  readonly onChoose: (folder: string | null) => void;
  readonly own: string | undefined;
}) {
  const text = useTexts();
  const { language } = useLanguage();
  const folders = useQuery(folderList).data?.folders;
  const [looked, setLooked] = useState('');
  const branches = useMemo(() => {
    const all = folders ?? [];
    const liesWithin = createLiesWithin(all);
    return listBranches(buildTree(all, language)).filter(
      ({ folder }) => own === undefined || !liesWithin(folder.id, own),
    );
  }, [folders, language, own]);
  const wanted = looked.trim().toLowerCase();
  const found = branches.filter(({ folder }) => folder.name.toLowerCase().includes(wanted));
  return (
    <>
      {branches.length > 10 && (
        <TextInput
          aria-label={text('web-folder-find')}
          placeholder={text('web-folder-find')}
          value={looked}
          onChange={(event) => setLooked(event.currentTarget.value)}
        />
      )}
      <ScrollArea.Autosize mah="min(320px, 40vh)" type="auto" viewportProps={{ tabIndex: -1 }}>
        <Radio.Group
          aria-label={text('web-folder')}
          value={chosen === undefined ? '' : (chosen ?? 'none')}
          onChange={(value) => onChoose(value === 'none' ? null : value)}
        >
          <Stack gap={2}>
            <Radio
              value="none"
              className={styles.choice ?? ''}
              label={text(own === undefined ? 'web-folder-none' : 'web-folder-top')}
            />
            {found.map(({ folder, level }) => (
              <Radio
                key={folder.id}
                value={folder.id}
                className={styles.choice ?? ''}
                style={{ paddingInlineStart: 8 + (wanted === '' ? level * 20 : 0) }}
                label={<bdi>{folder.name}</bdi>}
              />
            ))}
          </Stack>
        </Radio.Group>
      </ScrollArea.Autosize>
    </>
  );
}

function NewFolderField({
  onMade,
  parent,
}: {
  readonly parent: string | null;
  readonly onMade: (folder: string) => void;
}) {
  const text = useTexts();
  const queries = useQueryClient();
  const [name, setName] = useState<string>();
  const making = useMutation({
    mutationFn: (given: string) => createFolder(queries, given, parent),
    onSuccess: (id) => {
      setName(undefined);
      onMade(id);
    },
  });
  if (name === undefined)
    return (
      <Button
        variant="subtle"
        size="compact-sm"
        className={styles.make ?? ''}
        leftSection={<IconFolderPlus size={16} aria-hidden />}
        onClick={() => setName('')}
      >
        {text(parent === null ? 'web-folder-new' : 'web-folder-new-within')}
      </Button>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '' && !making.isPending) making.mutate(name.trim());
      }}
    >
      <Stack gap="xs">
        {making.error && <FailureNotice error={making.error} />}
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            // Asked for by the button that stood here.
            autoFocus
            label={text('web-folder-name')}
            value={name}
            maxLength={longestFolderName}
            className={styles.name ?? ''}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={making.isPending} disabled={name.trim() === ''}>
            {text('web-make')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
