import { createFileRoute } from '@tanstack/react-router';
import { WebhookPage } from '../../../../settings/webhooks/webhook-page.tsx';

export const Route = createFileRoute('/_signed-in/settings/webhooks/$id')({
  component: function Page() {
    const { id } = Route.useParams();
    return <WebhookPage key={id} id={id} />;
  },
});
