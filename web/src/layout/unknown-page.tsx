import { Button, Container, EmptyState } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../texts/use-texts.ts';

/** An address that leads nowhere. */
export function UnknownPage() {
  const text = useTexts();
  return (
    <Container size="sm" py={64}>
      <EmptyState
        icon={<IconMapOff aria-hidden />}
        title={text('web-unknown-page')}
        description={text('web-unknown-page-hint')}
      >
        <EmptyState.Actions>
          <Button component={Link} to="/recordings">
            {text('web-to-recordings')}
          </Button>
        </EmptyState.Actions>
      </EmptyState>
    </Container>
  );
}
