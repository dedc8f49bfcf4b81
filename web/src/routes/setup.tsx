import { createFileRoute, redirect } from '@tanstack/react-router';
import { authState } from '../identity/auth-state.ts';
import { SetupPage } from '../identity/setup-page.tsx';
import { onlyKnown } from '../only-known.ts';

export const Route = createFileRoute('/setup')({
  validateSearch: onlyKnown<{ code?: string }>(({ code }) => (typeof code === 'string' ? { code } : {})),
  beforeLoad: async ({ context }) => {
    const { setup_needed: setup } = await context.queries.ensureQueryData(authState);
    if (!setup) throw redirect({ to: '/sign-in', replace: true });
  },
  component: SetupPage,
});
