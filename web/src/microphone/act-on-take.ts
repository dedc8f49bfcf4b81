import { modals } from '@mantine/modals';
import type { Text } from '../texts/use-texts.ts';
import { readUploader } from '../uploads/uploader.ts';
import { addFiles } from '../uploads/uploads.ts';
import { discardTake } from './take-list.ts';
import type { Take } from './takes.ts';

/**
 * Sends a take. Nobody can choose such a file again: it stays until the upload is kept as well as it was, or has come in.
 * One of somebody else, who was here before, is left to them.
 */
export async function sendTake(take: Take, file: File): Promise<void> {
  if (take.owner === readUploader()) await addFiles([file], () => void discardTake(take.id));
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
