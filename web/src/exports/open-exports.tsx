import { modals } from '@mantine/modals';
import { lazy, Suspense } from 'react';
import type { Text } from '../texts/use-texts.ts';

const ExportPanel = lazy(async () => ({ default: (await import('./export-panel.tsx')).ExportPanel }));

/** The window in which the transcripts of many recordings are downloaded at once. */
export function openExports(ids: readonly string[], text: Text): void {
  const modalId = modals.open({
    title: text('web-exports-title', { count: ids.length }),
    children: (
      <Suspense>
        <ExportPanel ids={ids} onDone={() => modals.close(modalId)} />
      </Suspense>
    ),
  });
}
