import { testWebhook } from '../../../../../../../domain/delivery/index.ts';
import { deliverySchema, presentDelivery } from '../../../../../schemas/delivery.ts';
import { failures } from '../../../../../schemas/error.ts';
import { readWebhookId, webhookParams } from '../../../../../schemas/webhook.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

export function postWebhookTest(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/webhooks/:id/test',
    {
      config: { scope: 'webhooks:write' },
      schema: {
        tags: ['webhooks'],
        summary: 'Send a webhook the news webhook.test',
        params: webhookParams,
        response: { 202: deliverySchema, ...failures },
      },
    },
    async (request, reply) => {
      const webhookId = readWebhookId(request.params);
      const delivery = await testWebhook(database, callerOf(request).tenantId, webhookId);
      reply.code(202).header('location', `/v1/deliveries/${delivery.id}`);
      return presentDelivery(delivery, request.texts);
    },
  );
}
