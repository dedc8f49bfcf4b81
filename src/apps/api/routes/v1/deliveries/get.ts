import { z } from 'zod';
import type { RecordingId } from '../../../../../core/ids.ts';
import { findDeliveries } from '../../../../../domain/delivery/index.ts';
import { deliveryPageSchema, deliveryQuerySchema, presentDeliveryPage } from '../../../schemas/delivery.ts';
import { failures } from '../../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

const querySchema = deliveryQuerySchema.extend({
  recording_id: z
    .guid()
    .optional()
    .meta({ format: 'uuid', description: 'Those that tell of this recording' }),
});

export function getDeliveries(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/deliveries',
    {
      config: { scope: 'webhooks:read' },
      schema: {
        tags: ['webhooks'],
        summary: 'List deliveries to webhooks and callbacks, newest first',
        querystring: querySchema,
        response: { 200: deliveryPageSchema, ...failures },
      },
    },
    async (request) => {
      const { recording_id: id, ...query } = request.query;
      const recordingId = id as RecordingId | undefined;
      const { tenantId } = callerOf(request);
      const page = await findDeliveries(database, { tenantId, recordingId, ...query });
      return presentDeliveryPage(page, request.texts);
    },
  );
}
