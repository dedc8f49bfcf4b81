import { createFileRoute } from '@tanstack/react-router';
import { onlyKnown } from '../../../only-known.ts';
import { VoicesPage } from '../../../settings/voices/voices-page.tsx';

/** A speaker of a transcript, whose voice is to be kept. */
interface Search {
  readonly recording?: string;
  readonly speaker?: string;
}

export const Route = createFileRoute('/_signed-in/settings/voices')({
  validateSearch: onlyKnown<Search>(({ recording, speaker }) => ({
    ...(typeof recording === 'string' && { recording }),
    ...(typeof speaker === 'string' && { speaker }),
  })),
  component: function Page() {
    const from = Route.useSearch();
    return <VoicesPage from={from.recording === undefined ? undefined : from} />;
  },
});
