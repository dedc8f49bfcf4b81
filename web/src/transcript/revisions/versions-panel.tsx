import { Button, Skeleton, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { FailureNotice } from '../../layout/failure-notice.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import type { FindSpeaker } from '../speakers.ts';
import type { useReturning } from './use-returning.ts';
import { VersionEntry } from './version-entry.tsx';
import styles from './versions-panel.module.css';

interface VersionsPanelProps {
  readonly recordingId: string;
  /** The newest: with each other one the history is another. */
  readonly version: number;
  readonly mayWrite: boolean;
  readonly findSpeaker: FindSpeaker;
  readonly returning: ReturnType<typeof useReturning>;
  /** Brings a segment into view, by its index. */
  readonly onShow: (index: number) => void;
}

/** Who changed what of a transcript, the newest first. */
export function VersionsPanel(props: VersionsPanelProps) {
  const { findSpeaker, mayWrite, onShow, recordingId: id, returning, version } = props;
  const text = useTexts();
  const found = useInfiniteQuery({
    queryKey: ['versions', id, version],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: 50, ...(pageParam === undefined ? {} : { before: pageParam }) };
      const { data } = await api.GET('/v1/recordings/{id}/transcript/versions', {
        params: { path: { id }, query },
        signal,
      });
      return data as NonNullable<typeof data>;
    },
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next_before ?? undefined,
    placeholderData: (before) => before,
    gcTime: 10_000,
  });
  if (found.error && !found.data)
    return <FailureNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data)
    return (
      <Stack gap="sm">
        {[0, 1, 2].map((line) => (
          <Skeleton key={line} height={54} />
        ))}
      </Stack>
    );
  return (
    <>
      <ol className={styles.list}>
        {found.data.pages
          .flatMap(({ versions }) => versions)
          .map((change) => (
            <VersionEntry
              key={change.version}
              change={change}
              newest={change.version === version}
              mayWrite={mayWrite}
              findSpeaker={findSpeaker}
              onShow={onShow}
              onUndo={() => returning.undo(change.version)}
              onReturn={() => returning.goBack(change)}
            />
          ))}
      </ol>
      {found.hasNextPage && (
        <Button
          fullWidth
          variant="default"
          size="xs"
          mt="sm"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {text('web-versions-more')}
        </Button>
      )}
    </>
  );
}
