import { Button, Popover, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../api/client.ts';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { formatSpan } from '../texts/formats.ts';
import { useLanguage } from '../texts/language-context.ts';
import { useTexts } from '../texts/use-texts.ts';
import { keepTranscript } from './queries.ts';
import rowStyles from './segment-row.module.css';
import styles from './speaker-bar.module.css';
import { nameSpeaker, type Speaker } from './speakers.ts';

/** Who speaks. A name that is given here stands everywhere in the transcript. */
export function SpeakerBar({
  recordingId,
  speakers,
}: {
  readonly recordingId: string;
  readonly speakers: readonly Speaker[];
}) {
  const text = useTexts();
  return (
    <ul className={styles.bar} aria-label={text('web-speakers')}>
      {speakers.map((speaker, place) => (
        <li key={speaker.id}>
          <SpeakerChip recordingId={recordingId} speaker={speaker} colour={place % 8} />
        </li>
      ))}
    </ul>
  );
}

interface SpeakerChipProps {
  readonly recordingId: string;
  readonly speaker: Speaker;
  readonly colour: number;
}

function SpeakerChip({ colour, recordingId, speaker }: SpeakerChipProps) {
  const text = useTexts();
  const { language } = useLanguage();
  const [open, setOpen] = useState(false);
  const name = nameSpeaker(speaker, text);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus withinPortal shadow="md">
      <Popover.Target>
        <button
          type="button"
          className={`${rowStyles['voice']} ${styles.chip}`}
          data-colour={colour}
          onClick={() => setOpen(!open)}
          aria-label={text('web-rename-speaker', { name })}
        >
          <span className={styles.dot} aria-hidden />
          <bdi className={styles.name}>{name}</bdi>
          <span className={styles.span}>{formatSpan(speaker.seconds, language)}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <NameForm recordingId={recordingId} speaker={speaker} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

interface NameFormProps {
  readonly recordingId: string;
  readonly speaker: Speaker;
  readonly onDone: () => void;
}

function NameForm({ onDone, recordingId, speaker }: NameFormProps) {
  const text = useTexts();
  const queries = useQueryClient();
  const [name, setName] = useState(speaker.name ?? '');
  const rename = useMutation({
    mutationFn: () =>
      api.PATCH('/v1/recordings/{id}/speakers/{speaker}', {
        params: { path: { id: recordingId, speaker: speaker.id } },
        // A name that is taken away leaves the number.
        body: { name: name.trim() === '' ? null : name.trim() },
      }),
    onSuccess: ({ data }) => {
      if (data) keepTranscript(queries, recordingId, () => data);
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <TextInput
          label={text('web-speaker-name')}
          description={text('web-speaker-name-hint')}
          maxLength={100}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {rename.error && <FailureNotice error={rename.error} />}
        <Button type="submit" size="xs" loading={rename.isPending}>
          {text('web-save')}
        </Button>
      </Stack>
    </form>
  );
}
