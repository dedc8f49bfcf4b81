import { createFileRoute, redirect } from '@tanstack/react-router';
import { authState } from '../identity/auth-state.ts';
import { SignedIn } from '../identity/signed-in.tsx';

/** Everything below is for people who are signed in; others are led to where they can be, and back. */
export const Route = createFileRoute('/_signed-in')({
  beforeLoad: async ({ context, location }) => {
    const { setup_needed: setup, signed_in: who } = await context.queries.ensureQueryData(authState);
    if (setup) throw redirect({ to: '/setup', replace: true });
    if (!who) throw redirect({ to: '/sign-in', search: { next: location.href }, replace: true });
  },
  component: SignedIn,
});
