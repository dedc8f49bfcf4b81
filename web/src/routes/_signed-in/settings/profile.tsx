import { createFileRoute } from '@tanstack/react-router';
import { ProfilePage } from '../../../settings/profile-page.tsx';

export const Route = createFileRoute('/_signed-in/settings/profile')({ component: ProfilePage });
