import { createFileRoute } from '@tanstack/react-router';
import { WebhooksPage } from '../../../../settings/webhooks/webhooks-page.tsx';

export const Route = createFileRoute('/_signed-in/settings/webhooks/')({ component: WebhooksPage });
