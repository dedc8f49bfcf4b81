import { resendDelivery } from '../../../../../../../domain/delivery/index.ts';
import {
  deliveryParams,
  deliverySchema,
  presentDelivery,
  readDeliveryId,
} from '../../../../../schemas/delivery.ts';
import { failures } from '../../../../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

export function postResend(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/deliveries/:id/resend',
    {
      config: { scope: 'webhooks:write' },
      schema: {
        tags: ['webhooks'],
        summary: 'Send a delivery again, now: the same bytes under the same id',
        params: deliveryParams,
        response: { 202: deliverySchema, ...failures },
      },
    },
    async (request, reply) => {
      const deliveryId = readDeliveryId(request.params);
      const delivery = await resendDelivery(database, callerOf(request).tenantId, deliveryId);
      request.log.info({ delivery_id: deliveryId }, 'delivery sent again');
      reply.code(202);
      return presentDelivery(delivery, request.texts);
    },
  );
}
