import { Skeleton, Stack } from '@mantine/core';
import { useTexts } from '../texts/use-texts.ts';

/** In the place of lines that are on their way. */
export function LoadingLines() {
  const text = useTexts();
  return (
    <Stack gap={8} mt="sm" role="status" aria-label={text('web-loading')}>
      <Skeleton height={40} />
      <Skeleton height={40} />
      <Skeleton height={40} />
    </Stack>
  );
}
