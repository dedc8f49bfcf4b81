import { getRetention } from '../../../../../domain/media/index.ts';
import { failures } from '../../../schemas/error.ts';
import { presentRetention, retentionSchema } from '../../../schemas/retention.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

export function getRetentionPolicy(app: ApiServer, { database, retention }: ApiContext): void {
  app.get(
    '/v1/retention',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['retention'],
        summary: 'How long recordings, transcripts and finished tasks are kept',
        response: { 200: retentionSchema, ...failures },
      },
    },
    async (request) => presentRetention(await getRetention(database, retention, callerOf(request).tenantId)),
  );
}
