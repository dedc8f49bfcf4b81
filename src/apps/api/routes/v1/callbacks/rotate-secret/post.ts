import { z } from 'zod';
import { rotateCallbackSecret } from '../../../../../../domain/delivery/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { webhookSecretSchema } from '../../../../schemas/webhook.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function postCallbackSecret(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/callbacks/rotate-secret',
    {
      config: { scope: 'webhooks:write' },
      schema: {
        tags: ['webhooks'],
        summary: 'Get a new secret for the callbacks of recordings',
        description:
          'One secret signs all callbacks of an account. The former one signs beside the new one for 24 hours.',
        response: { 200: z.object({ secret: webhookSecretSchema }), ...failures },
      },
    },
    async (request, reply) => {
      const secret = await rotateCallbackSecret(database, callerOf(request).tenantId);
      request.log.info('secret of the callbacks replaced');
      reply.header('cache-control', 'no-store');
      return { secret };
    },
  );
}
