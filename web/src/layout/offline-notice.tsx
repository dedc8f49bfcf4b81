import { Alert, Container } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconWifiOff } from '@tabler/icons-react';
import { useTexts } from '../texts/use-texts.ts';

/** Says that there is no network, while there is none. What was loaded stays to be read. */
export function OfflineNotice() {
  const { online } = useNetwork();
  const text = useTexts();
  if (online) return null;
  return (
    <Container size="lg" pt="sm">
      <Alert role="status" color="yellow" variant="light" icon={<IconWifiOff aria-hidden />}>
        {text('web-offline')}
      </Alert>
    </Container>
  );
}
