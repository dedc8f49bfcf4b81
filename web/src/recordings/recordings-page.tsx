import { Container, EmptyState, Skeleton, Stack, Title } from '@mantine/core';
import { IconMicrophone2 } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTitle } from '../layout/use-title.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ChooseFiles } from '../uploads/choose-files.tsx';
import { recordingList } from './queries.ts';
import { RecordingList } from './recording-list.tsx';
import styles from './recordings-page.module.css';

/** Everything that was sent in, as it stands at this moment. */
export function RecordingsPage() {
  const text = useTexts();
  useTitle(text('web-recordings'));
  const list = useInfiniteQuery(recordingList);
  const recordings = list.data?.pages.flatMap((page) => page.recordings);
  return (
    <Container size="lg">
      <div className={styles.head}>
        <Title order={1} size="h2">
          {text('web-recordings')}
        </Title>
        {recordings && recordings.length > 0 && <ChooseFiles />}
      </div>
      {list.error && !recordings && <FailureNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingList label={text('web-loading')} />}
      {recordings?.length === 0 && (
        <EmptyState
          className={styles.empty ?? ''}
          icon={<IconMicrophone2 aria-hidden />}
          title={text('web-recordings-none')}
          description={text('web-recordings-none-hint')}
        >
          <EmptyState.Actions mt="md">
            <ChooseFiles />
          </EmptyState.Actions>
        </EmptyState>
      )}
      {recordings && recordings.length > 0 && (
        <RecordingList
          recordings={recordings}
          onEnd={() => {
            if (list.hasNextPage && !list.isFetching) void list.fetchNextPage();
          }}
        />
      )}
    </Container>
  );
}

function LoadingList({ label }: { readonly label: string }) {
  return (
    <Stack gap={8} role="status" aria-label={label}>
      {[1, 2, 3, 4, 5].map((place) => (
        <Skeleton key={place} height={66} radius="md" />
      ))}
    </Stack>
  );
}
