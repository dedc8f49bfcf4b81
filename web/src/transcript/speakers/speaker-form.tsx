import { Alert, Button, Divider, NativeSelect, Stack, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Overtaken } from '../../api/overtaken.ts';
import { FailureNotice } from '../../layout/failure-notice.tsx';
import { KeepVoiceLink } from '../../settings/voices/keep-voice-link.tsx';
import { voices } from '../../settings/voices/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { nameSpeaker, type Speaker } from '../speakers.ts';
import type { SpeakerChanges } from './use-speaker-changes.ts';

interface SpeakerFormProps {
  readonly changes: SpeakerChanges;
  readonly speaker: Speaker;
  readonly others: readonly Speaker[];
  readonly onHear: () => void;
  readonly onDone: () => void;
}

/** What somebody is called, how they sound, and whether they are the same person as another. */
export function SpeakerForm(props: SpeakerFormProps) {
  const { onHear, others } = props;
  const text = useTexts();
  return (
    <Stack gap="sm">
      <NameForm {...props} />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlayerPlay size={15} aria-hidden />}
        onClick={onHear}
      >
        {text('web-speaker-hear')}
      </Button>
      <KeepVoiceLink speaker={props.speaker.id} />
      {others.length > 0 && (
        <>
          <Divider />
          <MergeForm {...props} />
        </>
      )}
    </Stack>
  );
}

function NameForm({ changes, onDone, speaker }: SpeakerFormProps) {
  const text = useTexts();
  const [name, setName] = useState(speaker.name ?? '');
  // People whose voices are known are likely to speak again, also where they were not recognised.
  const known = useId();
  const names = new Set((useQuery(voices).data ?? []).map((voice) => voice.name));
  // The name that the new one was thought out for; another's that came since is shown first.
  const [seen, setSeen] = useState(speaker.name);
  const given = name.trim() === '' ? null : name.trim();
  const rename = useMutation({
    // A name that is taken away leaves the number.
    mutationFn: (known: string | undefined) => {
      setSeen(known);
      return changes.rename(speaker.id, known, given);
    },
    onSuccess: onDone,
  });
  const overtaken = rename.error instanceof Overtaken || speaker.name !== seen;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Whoever goes on has read what it is called now.
    if (overtaken) rename.mutate(speaker.name);
    else if (given === (speaker.name ?? null)) onDone();
    else rename.mutate(seen);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <TextInput
          label={text('web-speaker-name')}
          description={text('web-speaker-name-hint')}
          maxLength={100}
          data-autofocus
          list={known}
          dir="auto"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <datalist id={known}>
          {[...names].map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        {overtaken && !rename.isPending ? (
          <Alert color="yellow" variant="light" role="alert" p="xs">
            {text('web-speaker-overtaken', { name: nameSpeaker(speaker, text) })}
          </Alert>
        ) : (
          rename.error && <FailureNotice error={rename.error} />
        )}
        <Button type="submit" size="xs" loading={rename.isPending}>
          {text(overtaken && !rename.isPending ? 'web-speaker-mine' : 'web-save')}
        </Button>
      </Stack>
    </form>
  );
}

function MergeForm({ changes, onDone, others, speaker }: SpeakerFormProps) {
  const text = useTexts();
  const [into, setInto] = useState('');
  const merge = useMutation({ mutationFn: () => changes.merge(speaker.id, into), onSuccess: onDone });
  return (
    <Stack gap="xs">
      <NativeSelect
        size="xs"
        label={text('web-speaker-same')}
        value={into}
        onChange={(event) => setInto(event.currentTarget.value)}
        data={[
          { value: '', label: text('web-speaker-choose') },
          ...others.map((other) => ({ value: other.id, label: nameSpeaker(other, text) })),
        ]}
      />
      <Button
        size="xs"
        variant="default"
        disabled={into === ''}
        loading={merge.isPending}
        onClick={() => merge.mutate()}
      >
        {text('web-speaker-merge')}
      </Button>
      {merge.error && <FailureNotice error={merge.error} />}
    </Stack>
  );
}
