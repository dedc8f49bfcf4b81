import { createFileRoute } from '@tanstack/react-router';
import { ResetPage } from '../../identity/reset-page.tsx';

export const Route = createFileRoute('/reset/$secret')({
  component: function Page() {
    const { secret } = Route.useParams();
    return <ResetPage key={secret} secret={secret} />;
  },
});
