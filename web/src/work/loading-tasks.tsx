import { Skeleton, Stack } from '@mantine/core';
import { useTexts } from '../texts/use-texts.ts';

export function LoadingTasks() {
  const text = useTexts();
  return (
    <Stack gap={8} role="status" aria-label={text('web-loading')}>
      {[1, 2, 3, 4].map((place) => (
        <Skeleton key={place} height={62} radius="md" />
      ))}
    </Stack>
  );
}
