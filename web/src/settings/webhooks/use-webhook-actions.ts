import { modals } from '@mantine/modals';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { tell, tellFailure } from '../../layout/tell.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { oneWebhook, type Webhook, webhookList } from './queries.ts';

/** Pauses and resumes a webhook, sends it a test, deletes it after a question. */
export function useWebhookActions({ id, state, url }: Webhook, onDeleted?: () => void) {
  const text = useTexts();
  const queries = useQueryClient();
  const params = { path: { id } };
  const onError = (error: Error) => tellFailure(error, text);
  const turn = useMutation({
    mutationFn: () =>
      api.PATCH('/v1/webhooks/{id}', {
        params,
        body: { state: state === 'active' ? 'paused' : 'active' },
      }),
    onSuccess: ({ data }) => data && keepWebhook(queries, data),
    onError,
  });
  const test = useMutation({
    mutationFn: () => api.POST('/v1/webhooks/{id}/test', { params }),
    onSuccess: async () => {
      tell(text('web-webhook-test-sent'));
      await queries.invalidateQueries({ queryKey: ['deliveries', id] });
    },
    onError,
  });
  const erase = useMutation({
    mutationFn: () => api.DELETE('/v1/webhooks/{id}', { params }),
    onSuccess: () => {
      onDeleted?.();
      queries.setQueryData(webhookList.queryKey, (before) => before?.filter((one) => one.id !== id));
    },
    onError,
  });
  return {
    busy: turn.isPending || test.isPending || erase.isPending,
    turn: () => turn.mutate(),
    test: () => test.mutate(),
    erase: () =>
      modals.openConfirmModal({
        title: text('web-webhook-delete-title'),
        children: text('web-webhook-delete-question', { url }),
        labels: { confirm: text('web-delete'), cancel: text('web-keep') },
        confirmProps: { color: 'red' },
        onConfirm: () => erase.mutate(),
      }),
  };
}

/** What is now known of a webhook, wherever it is shown; a new one comes first. */
export function keepWebhook(queries: QueryClient, webhook: Webhook): void {
  queries.setQueryData(oneWebhook(webhook.id).queryKey, webhook);
  queries.setQueryData(webhookList.queryKey, (before = []) =>
    before.some(({ id }) => id === webhook.id)
      ? before.map((one) => (one.id === webhook.id ? webhook : one))
      : [webhook, ...before],
  );
}
