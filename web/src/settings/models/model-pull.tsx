import { Button, Progress, Stack, Text } from '@mantine/core';
import { IconDownload, IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useMay } from '../../identity/use-who.ts';
import { FailureNotice } from '../../layout/failure-notice.tsx';
import { tellFailure } from '../../layout/tell.ts';
import { useTexts } from '../../texts/use-texts.ts';
import styles from './model-list.module.css';
import { PullFailure } from './pull-failure.tsx';
import { catalogue, keepPull, type Model, type Pull } from './queries.ts';

/** The way to bring a model, how far it is, and why it could not be brought. */
export function ModelPull({ model }: { readonly model: Model }) {
  const text = useTexts();
  const mayPull = useMay('tenant:write');
  const { bring, stop } = usePull(model.name);
  const { installed, name, pull } = model;
  if (installed && pull?.state !== 'pulling') return null;
  if (pull?.state === 'pulling')
    return (
      <div className={styles.pull}>
        <div className={styles.line}>
          <Standing name={name} pull={pull} />
          {mayPull && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlayerStop size={14} aria-hidden />}
              loading={stop.isPending}
              aria-label={text('web-model-stop-one', { name })}
              onClick={() => stop.mutate()}
            >
              {text('web-model-stop')}
            </Button>
          )}
        </div>
      </div>
    );
  return (
    <>
      {mayPull && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} aria-hidden />}
          loading={bring.isPending}
          aria-label={text(pull?.state === 'failed' ? 'web-model-again-one' : 'web-model-bring-one', {
            name,
          })}
          onClick={() => bring.mutate()}
        >
          {text(pull?.state === 'failed' ? 'web-try-again' : 'web-model-bring')}
        </Button>
      )}
      {bring.error && (
        <div className={styles.pull}>
          <FailureNotice error={bring.error} />
        </div>
      )}
      {pull?.state === 'failed' && pull.error && !bring.error && (
        <div className={styles.pull}>
          <PullFailure error={pull.error} />
        </div>
      )}
      {pull?.state === 'cancelled' && (
        <Text size="xs" c="dimmed" className={styles.pull ?? ''}>
          {text('web-model-stopped')}
        </Text>
      )}
    </>
  );
}

function usePull(name: string) {
  const text = useTexts();
  const queries = useQueryClient();
  const lookAgain = () => queries.invalidateQueries({ queryKey: catalogue.queryKey });
  const bring = useMutation({
    mutationFn: () => api.POST('/v1/models/pull', { body: { name } }),
    onSuccess: ({ data }) => data && keepPull(queries, name, data),
  });
  const stop = useMutation({
    mutationFn: () => api.DELETE('/v1/models/pull/{name}', { params: { path: { name } } }),
    onSettled: lookAgain,
    onError: (error) => tellFailure(error, text),
  });
  return { bring, stop };
}

function Standing({ name, pull }: { readonly name: string; readonly pull: Pull }) {
  const text = useTexts();
  const { done_bytes: done, stage, total_bytes: total } = pull;
  const share = total > 0 ? Math.min(100, Math.round((100 * done) / total)) : 0;
  return (
    <Stack gap={4}>
      <Progress
        value={stage === 'testing' ? 100 : share}
        animated={stage !== 'downloading'}
        aria-label={text('web-model-progress', { name })}
      />
      <Text size="xs" c="dimmed" className={styles.facts ?? ''}>
        {stage === 'downloading' && total > 0
          ? text('web-upload-sent', { sent: done, bytes: total })
          : text(`web-model-stage-${stage}`)}
      </Text>
    </Stack>
  );
}
