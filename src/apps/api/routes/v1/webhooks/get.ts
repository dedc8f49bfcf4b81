import { z } from 'zod';
import { listWebhooks } from '../../../../../domain/delivery/index.ts';
import { failures } from '../../../schemas/error.ts';
import { presentWebhook, webhookSchema } from '../../../schemas/webhook.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

export function getWebhooks(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/webhooks',
    {
      config: { scope: 'webhooks:read' },
      schema: {
        tags: ['webhooks'],
        summary: 'List webhooks, newest first',
        response: { 200: z.object({ webhooks: z.array(webhookSchema) }), ...failures },
      },
    },
    async (request) => {
      const webhooks = await listWebhooks(database, callerOf(request).tenantId);
      return { webhooks: webhooks.map((webhook) => presentWebhook(webhook, request.texts)) };
    },
  );
}
