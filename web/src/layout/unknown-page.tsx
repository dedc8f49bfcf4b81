import { Button, Container, EmptyState, Text } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../texts/use-texts.ts';
import { useTitle } from './use-title.ts';

/** An address that leads nowhere. */
export function UnknownPage() {
  const text = useTexts();
  useTitle(text('web-unknown-page'));
  return (
    <Container size="sm" py={64}>
      <EmptyState
        icon={<IconMapOff aria-hidden />}
        title={
          <Text component="h1" inherit m={0}>
            {text('web-unknown-page')}
          </Text>
        }
        description={text('web-unknown-page-hint')}
      >
        <EmptyState.Actions mt="xs">
          <Button component={Link} to="/recordings">
            {text('web-to-recordings')}
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    </Container>
  );
}
