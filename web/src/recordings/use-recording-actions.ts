import { modals } from '@mantine/modals';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Recording } from '../api/client.ts';
import { tellFailure } from '../layout/tell.ts';
import { askFolder, askName, askTags } from '../library/open-forms.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { dropRecordings, keepChanged, keepRecording } from './queries.ts';

/** Characters of a name. */
const longestName = 255;

/** Stops a recording, sends it again, or deletes it, the last only after a question; and puts it in order. */
export function useRecordingActions(recording: Recording, onDeleted?: () => void) {
  const { file_name: name, id } = recording;
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
      dropRecordings(queries, new Set([id]));
    },
    onError,
  });
  return {
    cancel: () => cancel.mutate(),
    retry: () => retry.mutate(),
    retrying: retry.isPending,
    erase: () =>
      modals.openConfirmModal({
        title: text('web-delete-title'),
        children: text('web-delete-question', { name }),
        labels: { confirm: text('web-delete'), cancel: text('web-keep') },
        confirmProps: { color: 'red' },
        onConfirm: () => erase.mutate(),
      }),
    ...useArranging(recording),
  };
}

/** Its name, folder and tags, each asked for by a form. */
function useArranging(recording: Recording) {
  const { file_name: name, folder_id: folder, id, tags } = recording;
  const text = useTexts();
  const queries = useQueryClient();
  const params = { path: { id } };
  const label = text('web-recording-name');
  return {
    rename: () =>
      askName(text('web-rename-title'), {
        ...{ label, longest: longestName, value: name },
        save: async (file_name) => {
          const { data } = await api.PATCH('/v1/recordings/{id}', { params, body: { file_name } });
          if (data) keepRecording(queries, data);
        },
      }),
    move: () =>
      askFolder(text('web-move-title', { count: 1 }), {
        from: folder,
        save: async (folder_id) => {
          await api.PUT('/v1/recordings/{id}/folder', { params, body: { folder_id } });
          keepChanged(queries, new Set([id]), (one) => ({ ...one, folder_id }));
        },
      }),
    tag: () =>
      askTags(text('web-tags-title'), {
        label: text('web-tags'),
        value: tags,
        save: async (wanted) => {
          const { data } = await api.PUT('/v1/recordings/{id}/tags', { params, body: { tags: wanted } });
          if (data) keepChanged(queries, new Set([id]), (one) => ({ ...one, tags: data.tags }));
        },
      }),
  };
}
