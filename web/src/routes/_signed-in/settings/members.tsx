import { createFileRoute } from '@tanstack/react-router';
import { MembersPage } from '../../../settings/members-page.tsx';

export const Route = createFileRoute('/_signed-in/settings/members')({ component: MembersPage });
