import { modals } from '@mantine/modals';
import type { Text } from '../texts/use-texts.ts';

/** A question before what cannot be undone. */
export function askFirst(
  text: Text,
  asked: {
    readonly title: string;
    readonly question: string;
    /** The word of the button that does it. */
    readonly confirm: string;
    readonly onConfirm: () => void;
  },
): void {
  modals.openConfirmModal({
    title: asked.title,
    children: asked.question,
    labels: { confirm: asked.confirm, cancel: text('web-cancel') },
    confirmProps: { color: 'red' },
    onConfirm: asked.onConfirm,
  });
}
