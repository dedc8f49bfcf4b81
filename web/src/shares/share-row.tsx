import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiFailure } from '../api/api-failure.ts';
import { api } from '../api/client.ts';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { findLocale } from '../texts/language.ts';
import { useLanguage } from '../texts/language-context.ts';
import { useTexts } from '../texts/use-texts.ts';
import { describeShare } from './describe-share.ts';
import { type Share, sharesOf } from './queries.ts';
import styles from './share-list.module.css';

interface ShareRowProps {
  readonly recordingId: string;
  readonly share: Share;
  readonly onRevoked: (id: string) => void;
}

/** One link: who made it, how long it works, whether anybody came; and the way to end it, behind a question. */
export function ShareRow({ onRevoked, recordingId, share }: ShareRowProps) {
  const text = useTexts();
  const { language } = useLanguage();
  const [asked, setAsked] = useState(false);
  const revoke = useRevoke(recordingId, share.id, onRevoked);
  const { facts, made } = describeShare(share, text, findLocale(language));
  return (
    <>
      <div className={styles.row}>
        <div className={styles.what}>
          <Text size="sm">
            <bdi>{made}</bdi>
          </Text>
          <Text size="xs" className={styles.facts ?? ''}>
            {facts.join(' · ')}
          </Text>
        </div>
        {!asked && (
          <Button
            size="xs"
            variant="default"
            aria-label={text('web-share-revoke-one', { made })}
            onClick={() => setAsked(true)}
          >
            {text('web-share-revoke')}
          </Button>
        )}
      </div>
      {asked && (
        <div className={styles.question}>
          {revoke.error && <FailureNotice error={revoke.error} />}
          <Text size="sm" mb={8}>
            {text('web-share-revoke-question')}
          </Text>
          <Group gap="xs">
            <Button
              size="xs"
              color="red"
              loading={revoke.isPending}
              onClick={() => revoke.mutate()}
              data-autofocus
            >
              {text('web-share-revoke')}
            </Button>
            <Button size="xs" variant="default" onClick={() => setAsked(false)} autoFocus>
              {text('web-keep')}
            </Button>
          </Group>
        </div>
      )}
    </>
  );
}

function useRevoke(recordingId: string, share: string, onRevoked: (id: string) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      try {
        await api.DELETE('/v1/recordings/{id}/shares/{share}', {
          params: { path: { id: recordingId, share } },
        });
      } catch (error) {
        // Somebody else was faster: it is gone, as wanted.
        if (!(error instanceof ApiFailure && error.code === 'share-not-found')) throw error;
      }
    },
    onSuccess: () => {
      queries.setQueryData(sharesOf(recordingId).queryKey, (before) =>
        before?.filter(({ id }) => id !== share),
      );
      onRevoked(share);
    },
  });
}
