import { getDelivery } from '../../../../../../domain/delivery/index.ts';
import {
  deliveryDetailSchema,
  deliveryParams,
  presentDelivery,
  presentTry,
  readDeliveryId,
} from '../../../../schemas/delivery.ts';
import { failures } from '../../../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function getOneDelivery(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/deliveries/:id',
    {
      config: { scope: 'webhooks:read' },
      schema: {
        tags: ['webhooks'],
        summary: 'Get one delivery with its body and every try',
        params: deliveryParams,
        response: { 200: deliveryDetailSchema, ...failures },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request);
      const { body, log, ...delivery } = await getDelivery(
        database,
        tenantId,
        readDeliveryId(request.params),
      );
      return {
        ...presentDelivery(delivery, request.texts),
        body,
        log: log.map((one) => presentTry(one, request.texts)),
      };
    },
  );
}
