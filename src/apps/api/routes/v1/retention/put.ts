import { setRetention } from '../../../../../domain/media/index.ts';
import { failures } from '../../../schemas/error.ts';
import {
  presentRetention,
  readRetentionPolicy,
  retentionInput,
  retentionSchema,
} from '../../../schemas/retention.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

export function putRetentionPolicy(app: ApiServer, { database }: ApiContext): void {
  app.put(
    '/v1/retention',
    {
      config: { scope: 'settings:write' },
      schema: {
        tags: ['retention'],
        summary: 'Decide how long they are kept; what is over is thrown away within an hour',
        description: 'Counted from the end of each recording. What was thrown away does not come back.',
        body: retentionInput,
        response: { 200: retentionSchema, ...failures },
      },
    },
    async (request) => {
      const policy = readRetentionPolicy(request.body);
      const decided = await setRetention(database, callerOf(request).tenantId, policy);
      request.log.info({ ...policy }, 'retention decided');
      return presentRetention(decided);
    },
  );
}
