import { createFileRoute } from '@tanstack/react-router';
import { onlyKnown } from '../../../only-known.ts';
import { ProfilePage } from '../../../settings/profile-page.tsx';

export const Route = createFileRoute('/_signed-in/settings/profile')({
  // Where the identity provider sends somebody back who could not be joined.
  validateSearch: onlyKnown<{ failed?: string }>(({ failed }) =>
    typeof failed === 'string' ? { failed } : {},
  ),
  component: function Page() {
    const { failed } = Route.useSearch();
    return <ProfilePage failed={failed} />;
  },
});
