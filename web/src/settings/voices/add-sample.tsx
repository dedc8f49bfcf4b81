import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsForm } from '../settings-form.tsx';
import { keepVoice, type Voice } from './queries.ts';
import { type Source, SourceFields } from './source-fields.tsx';

interface Given {
  readonly voice: Voice;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Another recording in which the same person speaks. */
export function AddSample({ onClose, opened, voice }: Given) {
  const text = useTexts();
  return (
    <Modal opened={opened} onClose={onClose} title={text('web-voice-sample-of', { name: voice.name })}>
      {opened && <SampleForm voice={voice} onClose={onClose} />}
    </Modal>
  );
}

function SampleForm({ onClose, voice: { id } }: Omit<Given, 'opened'>) {
  const text = useTexts();
  const queries = useQueryClient();
  const [source, setSource] = useState<Source>({});
  const { recording, speaker } = source;
  return (
    <SettingsForm
      label={text('web-add')}
      unchanged={recording === undefined || speaker === undefined}
      save={() =>
        api.POST('/v1/voices/{id}/samples', {
          params: { path: { id } },
          body: { recording_id: recording ?? '', speaker: speaker ?? '' },
        })
      }
      onSaved={({ data }) => {
        if (data) keepVoice(queries, data);
        onClose();
      }}
    >
      <SourceFields source={source} onChange={setSource} />
    </SettingsForm>
  );
}
