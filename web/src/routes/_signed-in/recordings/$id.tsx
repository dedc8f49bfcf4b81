import { createFileRoute } from '@tanstack/react-router';
import { onlyKnown } from '../../../only-known.ts';
import { oneRecording } from '../../../recordings/queries.ts';
import { TranscriptPage } from '../../../transcript/transcript-page.tsx';

export const Route = createFileRoute('/_signed-in/recordings/$id')({
  validateSearch: onlyKnown<{ t?: number }>(({ t }) => {
    const seconds = Number(t);
    return t !== '' && seconds >= 0 && seconds < longest ? { t: seconds } : {};
  }),
  loader: ({ context: { queries }, params: { id } }) => void queries.prefetchQuery(oneRecording(id)),
  component: function Page() {
    const { id } = Route.useParams();
    // Another recording is another page: nothing of the one before stays.
    return <TranscriptPage key={id} id={id} />;
  },
});

/** Seconds, a hundred days: no recording is longer. */
const longest = 8_640_000;
