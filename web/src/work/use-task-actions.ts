import { modals } from '@mantine/modals';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { tell, tellFailure } from '../layout/tell.ts';
import { useTexts } from '../texts/use-texts.ts';
import { readTasksAgain, type Task } from './queries.ts';

/** Sends a task again, stops it after a question, or lets it go before others. */
export function useTaskActions({ file_name: name, id }: Pick<Task, 'id' | 'file_name'>) {
  const text = useTexts();
  const queries = useQueryClient();
  const params = { path: { id } };
  const outcome = {
    onError: (error: Error) => tellFailure(error, text),
    // Whatever was refused was so because it stands otherwise by now.
    onSettled: () => readTasksAgain(queries),
  };
  const retry = useMutation({
    mutationFn: () => api.POST('/v1/tasks/{id}/retry', { params }),
    ...outcome,
  });
  const cancel = useMutation({
    mutationFn: () => api.POST('/v1/tasks/{id}/cancel', { params }),
    ...outcome,
  });
  const prefer = useMutation({
    mutationFn: (priority: number) => api.PATCH('/v1/tasks/{id}', { params, body: { priority } }),
    ...outcome,
  });
  return {
    busy: retry.isPending || cancel.isPending || prefer.isPending,
    retry: () => retry.mutate(),
    prefer: (priority: number) => prefer.mutate(priority),
    cancel: () =>
      modals.openConfirmModal({
        title: text('web-work-cancel-title'),
        children: text('web-work-cancel-question', { name }),
        labels: { confirm: text('web-work-cancel'), cancel: text('web-work-go-on') },
        confirmProps: { color: 'red' },
        onConfirm: () => cancel.mutate(),
      }),
  };
}

/** Sends all tasks again that were given up, after a question, and tells what came of it. */
export function useRetryAll() {
  const text = useTexts();
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: () => api.POST('/v1/tasks/retry', { body: { state: 'dead' } }),
    onSuccess: ({ data }) => {
      if (data) tell(text('web-work-retried', { retried: data.retried, refused: data.refused.length }));
    },
    onError: (error) => tellFailure(error, text),
    onSettled: () => readTasksAgain(queries),
  });
  return {
    busy: retry.isPending,
    retryAll: () =>
      modals.openConfirmModal({
        title: text('web-work-retry-all-title'),
        children: text('web-work-retry-all-question'),
        labels: { confirm: text('web-work-retry-all'), cancel: text('web-cancel') },
        onConfirm: () => retry.mutate(),
      }),
  };
}
