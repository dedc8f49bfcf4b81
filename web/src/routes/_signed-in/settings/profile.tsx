import { createFileRoute } from '@tanstack/react-router';
import { ProfilePage } from '../../../settings/profile-page.tsx';

export const Route = createFileRoute('/_signed-in/settings/profile')({
  // Where the identity provider sends somebody back who could not be joined.
  validateSearch: ({ failed }: Record<string, unknown>): { failed?: string } =>
    typeof failed === 'string' ? { failed } : {},
  component: function Page() {
    const { failed } = Route.useSearch();
    return <ProfilePage failed={failed} />;
  },
});
