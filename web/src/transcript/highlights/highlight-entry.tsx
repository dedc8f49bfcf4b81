import { ActionIcon, Button, Group, Text, Textarea, Tooltip } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { FailureNotice } from '../../layout/failure-notice.tsx';
import { formatClock } from '../../texts/formats.ts';
import { useTexts } from '../../texts/use-texts.ts';
import type { Highlight } from '../queries.ts';
import { useLengthGuard } from '../use-length-guard.ts';
import styles from './highlights-panel.module.css';

/** Letters of a note. */
const longest = 5_000;

interface HighlightEntryProps {
  readonly highlight: Highlight;
  readonly quote: string;
  readonly mayWrite: boolean;
  readonly noting: boolean;
  readonly saving: boolean;
  readonly failure: Error | null;
  readonly onNote: () => void;
  readonly onCancel: () => void;
  readonly onSave: (note: string) => void;
  readonly onDelete: () => void;
  readonly onSeek: () => void;
}

/** Something that was marked: when, what, what was noted, and by whom. */
export function HighlightEntry(props: HighlightEntryProps) {
  const { highlight, mayWrite, noting, onDelete, onNote, onSeek, quote } = props;
  const text = useTexts();
  const { by, note, start } = highlight;
  const time = formatClock(start);
  const erase = () =>
    modals.openConfirmModal({
      title: text('web-highlight-delete-title'),
      children: note || quote,
      labels: { confirm: text('web-delete'), cancel: text('web-keep') },
      confirmProps: { color: 'red' },
      onConfirm: onDelete,
    });
  return (
    <li className={styles.entry}>
      <div className={styles.line}>
        <button
          type="button"
          className={styles.time}
          onClick={onSeek}
          aria-label={text('web-play-from', { time })}
        >
          {time}
        </button>
        {mayWrite && !noting && (
          <span>
            <Tooltip label={text('web-note-write')}>
              <ActionIcon variant="subtle" color="gray" aria-label={text('web-note-write')} onClick={onNote}>
                <IconPencil size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={text('web-highlight-delete')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={text('web-highlight-delete')}
                onClick={note ? erase : onDelete}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </span>
        )}
      </div>
      <blockquote className={styles.quote} dir="auto">
        {quote}
      </blockquote>
      {noting ? <NoteForm {...props} /> : <NoteText note={note} />}
      {by && (
        <Text size="xs" c="dimmed">
          <bdi>{by.name ?? text('web-author-gone')}</bdi>
        </Text>
      )}
    </li>
  );
}

function NoteText({ note }: { readonly note: string }) {
  if (note === '') return null;
  return (
    <p className={styles.note} dir="auto">
      {note}
    </p>
  );
}

function NoteForm({ failure, highlight, onCancel, onSave, saving }: HighlightEntryProps) {
  const text = useTexts();
  const [note, setNote] = useState(highlight.note);
  const [tooLong, setTooLong] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useLengthGuard(field, longest, () => setTooLong(true));
  const save = () => onSave(note);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      onCancel();
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
  };
  return (
    <div className={styles.form}>
      {failure && <FailureNotice error={failure} />}
      <Textarea
        ref={field}
        aria-label={text('web-note')}
        autosize
        minRows={2}
        maxRows={10}
        autoFocus
        dir="auto"
        value={note}
        error={tooLong && text('web-note-long')}
        onChange={({ currentTarget: { value } }) => {
          setTooLong(false);
          setNote(value);
        }}
        onKeyDown={onKeyDown}
      />
      <Group gap="xs" justify="flex-end">
        <Button size="xs" variant="default" onClick={onCancel}>
          {text('web-cancel')}
        </Button>
        <Button size="xs" loading={saving} onClick={save}>
          {text('web-save')}
        </Button>
      </Group>
    </div>
  );
}
