import { z } from 'zod';
import { deleteWebhook } from '../../../../../../domain/delivery/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { readWebhookId, webhookParams } from '../../../../schemas/webhook.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function deleteOneWebhook(app: ApiServer, { database }: ApiContext): void {
  app.delete(
    '/v1/webhooks/:id',
    {
      config: { scope: 'webhooks:write' },
      schema: {
        tags: ['webhooks'],
        summary: 'Delete a webhook with its deliveries; what waits is not sent',
        params: webhookParams,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const webhookId = readWebhookId(request.params);
      await deleteWebhook(database, callerOf(request).tenantId, webhookId);
      request.log.info({ webhook_id: webhookId }, 'webhook deleted');
      return reply.code(204).send(null);
    },
  );
}
