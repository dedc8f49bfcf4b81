import { Alert, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTexts } from '../../texts/use-texts.ts';
import type { Change, Segment } from '../queries.ts';
import { Comparison } from './comparison.tsx';
import { nameAuthor } from './name-author.ts';

interface ConflictNoticeProps {
  /** What the segment said when writing began. */
  readonly was: string;
  readonly theirs: Segment;
  readonly others: Change | undefined;
}

/** What somebody else made of the segment that one is writing in. */
export function ConflictNotice({ others, theirs, was }: ConflictNoticeProps) {
  const text = useTexts();
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<IconUsers aria-hidden />}
      title={text('web-conflict')}
      role="alert"
    >
      <Comparison was={was} is={theirs.text} />
      {others && (
        <Text size="sm" c="dimmed">
          <bdi>{nameAuthor(others, text)}</bdi>
        </Text>
      )}
      <Text size="sm" mt={4}>
        {text('web-conflict-hint')}
      </Text>
    </Alert>
  );
}
