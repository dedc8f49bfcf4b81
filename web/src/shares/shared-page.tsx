import { Container, EmptyState, Skeleton, Stack } from '@mantine/core';
import { IconLinkOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ApiFailure } from '../api/api-failure.ts';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTitle } from '../layout/use-title.ts';
import { useTexts } from '../texts/use-texts.ts';
import { sharedBy } from './queries.ts';
import { SharedFrame } from './shared-frame.tsx';
import { SharedTranscript } from './shared-transcript.tsx';
import { UnlockPage } from './unlock-page.tsx';

/** A transcript as it is seen by people who were sent a link. */
export function SharedPage({ secret }: { readonly secret: string }) {
  const text = useTexts();
  const shared = useQuery(sharedBy(secret));
  const { data, error } = shared;
  const code = error instanceof ApiFailure ? error.code : undefined;
  useTitle(data?.file_name ?? text('web-transcript'));
  if (data) return <SharedTranscript secret={secret} shared={data} />;
  if (code === 'share-password-needed')
    return <UnlockPage secret={secret} onOpen={() => void shared.refetch()} />;
  return (
    <SharedFrame>
      <Container size="md" pt="xl">
        {error ? (
          <Closed error={error} onRetry={() => void shared.refetch()} />
        ) : (
          <Stack role="status" aria-label={text('web-shared-loading')}>
            <Skeleton height={30} width={260} />
            <Skeleton height={56} />
            <Skeleton height={56} />
          </Stack>
        )}
      </Container>
    </SharedFrame>
  );
}

/** For a link that opens nothing, and nothing would come of asking again. */
const endings = ['share-not-found', 'share-expired', 'transcript-expired'];

function Closed({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  if (!(error instanceof ApiFailure && endings.includes(error.code)))
    return <FailureNotice error={error} onRetry={onRetry} />;
  return (
    <EmptyState
      py={72}
      icon={<IconLinkOff aria-hidden />}
      title={error.message}
      description={error.hint}
      role="alert"
    />
  );
}
