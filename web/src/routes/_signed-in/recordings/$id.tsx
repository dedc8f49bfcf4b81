import { createFileRoute } from '@tanstack/react-router';
import { TranscriptPage } from '../../../transcript/transcript-page.tsx';

export const Route = createFileRoute('/_signed-in/recordings/$id')({
  component: function Page() {
    const { id } = Route.useParams();
    // Another recording is another page: nothing of the one before stays.
    return <TranscriptPage key={id} id={id} />;
  },
});
