import { modals } from '@mantine/modals';
import { lazy, Suspense } from 'react';
import type { Recording } from '../api/client.ts';
import type { Text } from '../texts/use-texts.ts';

const SharePanel = lazy(async () => ({ default: (await import('./share-panel.tsx')).SharePanel }));

/** The window in which a transcript is shared with people who have no account. */
export function openShares({ id }: Pick<Recording, 'id'>, text: Text): void {
  modals.open({
    title: text('web-share-title'),
    size: 'lg',
    children: (
      <Suspense>
        <SharePanel recordingId={id} />
      </Suspense>
    ),
  });
}
