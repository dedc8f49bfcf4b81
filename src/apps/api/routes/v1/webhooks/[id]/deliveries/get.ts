import { findDeliveries, getWebhook } from '../../../../../../../domain/delivery/index.ts';
import {
  deliveryPageSchema,
  deliveryQuerySchema,
  presentDeliveryPage,
} from '../../../../../schemas/delivery.ts';
import { failures } from '../../../../../schemas/error.ts';
import { readWebhookId, webhookParams } from '../../../../../schemas/webhook.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

export function getWebhookDeliveries(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/webhooks/:id/deliveries',
    {
      config: { scope: 'webhooks:read' },
      schema: {
        tags: ['webhooks'],
        summary: 'List the deliveries of a webhook, newest first',
        params: webhookParams,
        querystring: deliveryQuerySchema,
        response: { 200: deliveryPageSchema, ...failures },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request);
      const webhookId = readWebhookId(request.params);
      await getWebhook(database, tenantId, webhookId);
      const page = await findDeliveries(database, { tenantId, webhookId, ...request.query });
      return presentDeliveryPage(page, request.texts);
    },
  );
}
