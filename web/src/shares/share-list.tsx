import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FailureNotice } from '../layout/failure-notice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { sharesOf } from './queries.ts';
import styles from './share-list.module.css';
import { ShareRow } from './share-row.tsx';

interface ShareListProps {
  readonly recordingId: string;
  /** The link that was made just now. */
  readonly newest: string | undefined;
  readonly onRevoked: (id: string) => void;
}

/** The links that lead to a recording, the newest first. */
export function ShareList({ newest, onRevoked, recordingId }: ShareListProps) {
  const text = useTexts();
  const shares = useQuery(sharesOf(recordingId));
  if (shares.error && !shares.data)
    return <FailureNotice error={shares.error} onRetry={() => void shares.refetch()} />;
  if (!shares.data) return <Skeleton height={44} role="status" aria-label={text('web-loading')} />;
  if (shares.data.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {text('web-share-none')}
      </Text>
    );
  return (
    <ul className={styles.list} aria-label={text('web-share-links')}>
      {shares.data.toReversed().map((share) => (
        <li key={share.id} data-newest={share.id === newest || undefined}>
          <ShareRow recordingId={recordingId} share={share} onRevoked={onRevoked} />
        </li>
      ))}
    </ul>
  );
}
