import { notifications } from '@mantine/notifications';
import type { Text } from '../texts/use-texts.ts';
import { wordFailure } from './failure-notice.tsx';

/** A line in the corner that goes by itself. */
export function tell(message: string): void {
  notifications.show({ message, withBorder: true });
}

/** A failure in the corner: it stays long enough to be read. */
export function tellFailure(error: Error, text: Text): void {
  const { hint, message } = wordFailure(error, text);
  notifications.show({
    color: 'red',
    title: message,
    message: hint,
    autoClose: 12_000,
    withBorder: true,
    role: 'alert',
  });
}
