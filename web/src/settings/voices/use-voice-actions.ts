import { modals } from '@mantine/modals';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { tellFailure } from '../../layout/tell.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { keepVoice, type Voice, voices } from './queries.ts';

/** Takes samples away from a voice, and forgets it after a question. */
export function useVoiceActions({ id, name }: Voice) {
  const text = useTexts();
  const queries = useQueryClient();
  const onError = (error: Error) => tellFailure(error, text);
  const drop = useMutation({
    mutationFn: (sample: string) =>
      api.DELETE('/v1/voices/{id}/samples/{sample}', { params: { path: { id, sample } } }),
    onSuccess: ({ data }) => data && keepVoice(queries, data),
    onError,
  });
  const erase = useMutation({
    mutationFn: () => api.DELETE('/v1/voices/{id}', { params: { path: { id } } }),
    onSuccess: () =>
      queries.setQueryData(voices.queryKey, (before) => before?.filter((one) => one.id !== id)),
    onError,
  });
  return {
    dropSample: (sample: string) => drop.mutate(sample),
    erase: () =>
      modals.openConfirmModal({
        title: text('web-voice-forget-title'),
        children: text('web-voice-forget-question', { name }),
        labels: { confirm: text('web-voice-forget'), cancel: text('web-keep') },
        confirmProps: { color: 'red' },
        onConfirm: () => erase.mutate(),
      }),
  };
}
