import { Checkbox, Modal, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsForm } from '../settings-form.tsx';
import { mostTyped } from '../use-fields.ts';
import { keepVoice, speakersOf } from './queries.ts';
import { type Source, SourceFields } from './source-fields.tsx';

interface Given {
  readonly from: Source | undefined;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Keeps a speaker's voice under a name, once it is said that the person agreed. */
export function NewVoice({ from, onClose, opened }: Given) {
  const text = useTexts();
  return (
    <Modal opened={opened} onClose={onClose} title={text('web-voice-add')} size="lg">
      {opened && <NewVoiceForm from={from} onClose={onClose} />}
    </Modal>
  );
}

function NewVoiceForm({ from, onClose }: Omit<Given, 'opened'>) {
  const text = useTexts();
  const queries = useQueryClient();
  const [source, setSource] = useState<Source>(from ?? {});
  /** Undefined: as the speaker is called in the recording. */
  const [typed, setTyped] = useState<string>();
  const [agreed, setAgreed] = useState(false);
  const { recording = '', speaker = '' } = source;
  const { data: speakers } = useQuery({ ...speakersOf(recording), enabled: recording !== '' });
  const name = typed ?? speakers?.find(({ id }) => id === speaker)?.name ?? '';
  return (
    <SettingsForm
      label={text('web-voice-keep')}
      unchanged={recording === '' || speaker === '' || name.trim() === '' || !agreed}
      save={() => api.POST('/v1/voices', { body: { name, recording_id: recording, speaker, consent: true } })}
      onSaved={({ data }) => {
        if (data) keepVoice(queries, data);
        onClose();
      }}
    >
      <SourceFields source={source} onChange={setSource} />
      {speaker !== '' && (
        <>
          <TextInput
            label={text('web-voice-name')}
            name="name"
            autoComplete="off"
            maxLength={mostTyped}
            value={name}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Checkbox
            label={text('web-voice-agreed')}
            checked={agreed}
            onChange={(event) => setAgreed(event.currentTarget.checked)}
          />
        </>
      )}
    </SettingsForm>
  );
}
