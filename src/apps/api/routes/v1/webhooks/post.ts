import { z } from 'zod';
import { createWebhook } from '../../../../../domain/delivery/index.ts';
import { failures } from '../../../schemas/error.ts';
import {
  newsTypesSchema,
  presentWebhook,
  targetUrlSchema,
  webhookSchema,
  webhookSecretSchema,
} from '../../../schemas/webhook.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

const bodySchema = z.strictObject({
  url: targetUrlSchema,
  events: newsTypesSchema.optional().meta({ description: 'What it is told; without it, everything' }),
});
const createdSchema = webhookSchema.extend({ secret: webhookSecretSchema });

export function postWebhook(app: ApiServer, { database, web }: ApiContext): void {
  app.post(
    '/v1/webhooks',
    {
      config: { scope: 'webhooks:write' },
      schema: {
        tags: ['webhooks'],
        summary: 'Make a webhook',
        body: bodySchema,
        response: { 201: createdSchema, ...failures },
      },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request);
      const { webhook, secret } = await createWebhook(database, { web }, { tenantId, ...request.body });
      request.log.info({ webhook_id: webhook.id }, 'webhook made');
      reply.code(201).header('cache-control', 'no-store').header('location', `/v1/webhooks/${webhook.id}`);
      return { ...presentWebhook(webhook, request.texts), secret };
    },
  );
}
