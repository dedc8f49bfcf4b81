import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiFailure } from '../api/api-failure.ts';
import { Overtaken } from '../api/overtaken.ts';
import { useTexts, type Text as Words } from '../texts/use-texts.ts';

/** What went wrong, what to do about it, and what to tell whoever runs the server. */
export function FailureNotice({
  error,
  onRetry,
}: {
  readonly error: Error;
  readonly onRetry?: (() => void) | undefined;
}) {
  const text = useTexts();
  const { hint, message, requestId } = wordFailure(error, text);
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={message}>
      {hint && <Text size="sm">{hint}</Text>}
      {requestId && (
        <Text size="xs" c="dimmed" mt={4}>
          {text('web-request-id', { id: requestId })}
        </Text>
      )}
      {onRetry && (
        <Button mt="sm" size="xs" variant="default" onClick={onRetry}>
          {text('web-try-again')}
        </Button>
      )}
    </Alert>
  );
}

/** A failure in words: the server's own where it gave some. */
export function wordFailure(
  error: Error,
  text: Words,
): { message: string; hint: string | undefined; requestId: string | undefined } {
  if (error instanceof Overtaken)
    return { message: text('web-overtaken'), hint: text('web-overtaken-hint'), requestId: undefined };
  if (!(error instanceof ApiFailure))
    return { message: text('web-failed'), hint: text('web-failed-hint'), requestId: undefined };
  const { code, hint, message, requestId } = error;
  if (code === 'offline')
    return { message: text('web-unreachable'), hint: text('web-unreachable-hint'), requestId };
  if (code === 'unreadable') return { message: text('web-failed'), hint: text('web-failed-hint'), requestId };
  return { message, hint, requestId };
}
