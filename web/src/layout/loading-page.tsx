import { Container, Skeleton, Stack } from '@mantine/core';
import { useTexts } from '../texts/use-texts.ts';

/** While a page and its data are on their way. */
export function LoadingPage() {
  const text = useTexts();
  return (
    <Container size="lg" role="status" aria-label={text('web-loading')}>
      <Stack gap="sm">
        <Skeleton height={30} width={220} />
        <Skeleton height={56} />
        <Skeleton height={56} />
        <Skeleton height={56} />
      </Stack>
    </Container>
  );
}
