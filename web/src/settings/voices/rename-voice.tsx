import { Modal, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SettingsForm } from '../settings-form.tsx';
import { useFields } from '../use-fields.ts';
import { keepVoice, type Voice } from './queries.ts';

interface Given {
  readonly voice: Voice;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function RenameVoice({ onClose, opened, voice }: Given) {
  const text = useTexts();
  return (
    <Modal opened={opened} onClose={onClose} title={text('web-voice-rename')}>
      {opened && <RenameForm voice={voice} onClose={onClose} />}
    </Modal>
  );
}

function RenameForm({ onClose, voice: { id, name } }: Omit<Given, 'opened'>) {
  const text = useTexts();
  const queries = useQueryClient();
  const { field, isChanged, values } = useFields({ name });
  return (
    <SettingsForm
      unchanged={!isChanged || values.name.trim() === ''}
      save={() => api.PATCH('/v1/voices/{id}', { params: { path: { id } }, body: { name: values.name } })}
      onSaved={({ data }) => {
        if (data) keepVoice(queries, data);
        onClose();
      }}
    >
      <TextInput
        {...field('name')}
        label={text('web-voice-name')}
        description={text('web-voice-rename-hint')}
        autoComplete="off"
        data-autofocus
      />
    </SettingsForm>
  );
}
