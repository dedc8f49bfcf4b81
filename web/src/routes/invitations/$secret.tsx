import { createFileRoute } from '@tanstack/react-router';
import { authState } from '../../identity/auth-state.ts';
import { InvitationPage } from '../../identity/invitation-page.tsx';

export const Route = createFileRoute('/invitations/$secret')({
  loader: ({ context }) => context.queries.ensureQueryData(authState),
  component: function Page() {
    const { secret } = Route.useParams();
    return <InvitationPage key={secret} secret={secret} />;
  },
});
