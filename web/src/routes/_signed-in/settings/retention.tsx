import { createFileRoute } from '@tanstack/react-router';
import { RetentionPage } from '../../../settings/retention/retention-page.tsx';

export const Route = createFileRoute('/_signed-in/settings/retention')({ component: RetentionPage });
