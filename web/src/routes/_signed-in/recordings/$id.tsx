import type { QueryClient } from '@tanstack/react-query';
import { createFileRoute } from '@tanstack/react-router';
import { onlyKnown } from '../../../only-known.ts';
import { oneRecording } from '../../../recordings/queries.ts';
import { transcriptOf } from '../../../transcript/queries.ts';
import { TranscriptPage } from '../../../transcript/transcript-page.tsx';

export const Route = createFileRoute('/_signed-in/recordings/$id')({
  validateSearch: onlyKnown<{ t?: number }>(({ t }) => {
    const seconds = Number(t);
    return t !== '' && seconds >= 0 && seconds < longest ? { t: seconds } : {};
  }),
  loader: ({ cause, context: { queries }, params: { id } }) => askAhead(queries, id, cause === 'preload'),
  component: function Page() {
    const { id } = Route.useParams();
    // Another recording is another page: nothing of the one before stays.
    return <TranscriptPage key={id} id={id} />;
  },
});

/**
 * Asked while the page's script is still on its way; the words not for every link that a pointer passes. The page waits for
 * the recording, which is small, and a moment for its words: what comes at once is drawn once.
 */
async function askAhead(queries: QueryClient, id: string, passing: boolean): Promise<void> {
  await queries.prefetchQuery(oneRecording(id));
  const recording = queries.getQueryData(oneRecording(id).queryKey);
  if (recording?.state !== 'succeeded' || passing) return;
  const words = queries.prefetchQuery(transcriptOf(id));
  await Promise.race([words, new Promise((resolve) => setTimeout(resolve, moment))]);
}

/** Milliseconds. */
const moment = 200;

/** Seconds, a hundred days: no recording is longer. */
const longest = 8_640_000;
