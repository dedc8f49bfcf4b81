import { modals } from '@mantine/modals';
import type { Text } from '../texts/use-texts.ts';
import { addFiles } from '../uploads/uploads.ts';
import { discardTake } from './take-list.ts';
import type { Take } from './takes.ts';

/** Sends a take; it stays kept until the upload is. */
export async function sendTake(take: Take, file: File): Promise<void> {
  await addFiles([file]);
  await discardTake(take.id);
}

export function askToDiscard(take: Take, text: Text, onDiscarded: () => void = () => undefined): void {
  modals.openConfirmModal({
    title: text('web-take-discard-title'),
    children: text('web-take-discard-question', { seconds: take.seconds }),
    labels: { confirm: text('web-take-discard'), cancel: text('web-keep') },
    confirmProps: { color: 'red' },
    // Above the window in which the take is heard.
    zIndex: 300,
    onConfirm: () => {
      void discardTake(take.id);
      onDiscarded();
    },
  });
}
