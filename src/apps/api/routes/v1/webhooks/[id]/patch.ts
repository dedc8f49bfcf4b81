import { z } from 'zod';
import { changeWebhook } from '../../../../../../domain/delivery/index.ts';
import { failures } from '../../../../schemas/error.ts';
import {
  newsTypesSchema,
  presentWebhook,
  readWebhookId,
  targetUrlSchema,
  webhookParams,
  webhookSchema,
} from '../../../../schemas/webhook.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

const bodySchema = z.strictObject({
  url: targetUrlSchema.optional(),
  events: newsTypesSchema.optional(),
  state: z
    .enum(['active', 'paused'])
    .optional()
    .meta({ description: '`active` resumes it: what it missed is sent, and its failures are forgotten' }),
});

export function patchWebhook(app: ApiServer, { database, web }: ApiContext): void {
  app.patch(
    '/v1/webhooks/:id',
    {
      config: { scope: 'webhooks:write' },
      schema: {
        tags: ['webhooks'],
        summary: 'Change, pause or resume a webhook',
        params: webhookParams,
        body: bodySchema,
        response: { 200: webhookSchema, ...failures },
      },
    },
    async (request) => {
      const webhookId = readWebhookId(request.params);
      const { tenantId } = callerOf(request);
      const change = request.body;
      const webhook = await changeWebhook(database, { web }, tenantId, { webhookId, change });
      request.log.info({ webhook_id: webhookId, state: webhook.state }, 'webhook changed');
      return presentWebhook(webhook, request.texts);
    },
  );
}
