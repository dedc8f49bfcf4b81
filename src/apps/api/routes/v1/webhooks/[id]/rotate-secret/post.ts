import { z } from 'zod';
import { rotateWebhookSecret } from '../../../../../../../domain/delivery/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { readWebhookId, webhookParams, webhookSecretSchema } from '../../../../../schemas/webhook.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

export function postWebhookSecret(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/webhooks/:id/rotate-secret',
    {
      config: { scope: 'webhooks:write' },
      schema: {
        tags: ['webhooks'],
        summary: 'Give a webhook a new secret',
        description: 'The former secret signs beside the new one for 24 hours.',
        params: webhookParams,
        response: { 200: z.object({ secret: webhookSecretSchema }), ...failures },
      },
    },
    async (request, reply) => {
      const webhookId = readWebhookId(request.params);
      const secret = await rotateWebhookSecret(database, callerOf(request).tenantId, webhookId);
      request.log.info({ webhook_id: webhookId }, 'secret of a webhook replaced');
      reply.header('cache-control', 'no-store');
      return { secret };
    },
  );
}
