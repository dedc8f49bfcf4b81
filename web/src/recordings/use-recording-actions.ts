import { modals } from '@mantine/modals';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Recording } from '../api/client.ts';
import { tellFailure } from '../layout/tell.ts';
import { useTexts } from '../texts/use-texts.ts';
import { dropRecording, keepRecording } from './queries.ts';

/** Stops a recording, sends it again, or deletes it, the last only after a question. */
export function useRecordingActions({ file_name: name, id }: Recording, onDeleted?: () => void) {
  const text = useTexts();
  const queries = useQueryClient();
  const params = { path: { id } };
  const onError = (error: Error) => tellFailure(error, text);
  const keep = ({ data }: { data?: Recording }) => data && keepRecording(queries, data);
  const cancel = useMutation({
    mutationFn: () => api.POST('/v1/recordings/{id}/cancel', { params }),
    onSuccess: keep,
    onError,
  });
  const retry = useMutation({
    mutationFn: () => api.POST('/v1/recordings/{id}/retry', { params }),
    onSuccess: keep,
    onError,
  });
  const erase = useMutation({
    mutationFn: () => api.DELETE('/v1/recordings/{id}', { params }),
    onSuccess: () => {
      onDeleted?.();
      dropRecording(queries, id);
    },
    onError,
  });
  return {
    cancel: () => cancel.mutate(),
    retry: () => retry.mutate(),
    erase: () =>
      modals.openConfirmModal({
        title: text('web-delete-title'),
        children: text('web-delete-question', { name }),
        labels: { confirm: text('web-delete'), cancel: text('web-keep') },
        confirmProps: { color: 'red' },
        onConfirm: () => erase.mutate(),
      }),
  };
}
