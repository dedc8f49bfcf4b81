import { createFileRoute, redirect } from '@tanstack/react-router';
import { authState } from '../identity/auth-state.ts';
import { isOwnPath } from '../identity/is-own-path.ts';
import { SignInPage } from '../identity/sign-in-page.tsx';
import { onlyKnown } from '../only-known.ts';

export const Route = createFileRoute('/sign-in')({
  validateSearch: onlyKnown<{ next?: string; failed?: string; left?: boolean }>(({ failed, left, next }) => ({
    ...(isOwnPath(next) ? { next } : {}),
    ...(typeof failed === 'string' ? { failed } : {}),
    ...(left === true ? { left } : {}),
  })),
  beforeLoad: async ({ context, search }) => {
    const { setup_needed: setup, signed_in: who } = await context.queries.ensureQueryData(authState);
    if (setup) throw redirect({ to: '/setup', replace: true });
    if (who) throw redirect({ href: search.next ?? '/recordings', replace: true });
  },
  component: SignInPage,
});
