import { getWebhook } from '../../../../../../domain/delivery/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { presentWebhook, readWebhookId, webhookParams, webhookSchema } from '../../../../schemas/webhook.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function getOneWebhook(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/webhooks/:id',
    {
      config: { scope: 'webhooks:read' },
      schema: {
        tags: ['webhooks'],
        summary: 'Get one webhook',
        params: webhookParams,
        response: { 200: webhookSchema, ...failures },
      },
    },
    async (request) => {
      const webhook = await getWebhook(database, callerOf(request).tenantId, readWebhookId(request.params));
      return presentWebhook(webhook, request.texts);
    },
  );
}
