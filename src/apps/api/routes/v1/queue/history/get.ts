import { z } from 'zod';
import { keptHours, readQueueHistory } from '../../../../../../work/queue-history.ts';
import { failures } from '../../../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

/** Points of one answer: a picture has no more dots. */
const mostPoints = 1_500;

const querySchema = z.strictObject({
  hours: z.coerce.number().int().min(1).max(keptHours).default(24),
});
const historySchema = z.object({
  minutes: z.int().meta({ description: 'That each point stands for; of them the deepest counts' }),
  points: z.array(
    z.object({
      at: z.string().meta({ format: 'date-time' }),
      waiting: z.int().meta({ description: 'Tasks that waited, of all accounts' }),
      running: z.int().meta({ description: 'Tasks in work' }),
    }),
  ),
});

export function getQueueHistory(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/queue/history',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['tasks'],
        summary: 'How deep the queue was, oldest first',
        querystring: querySchema,
        response: { 200: historySchema, ...failures },
      },
    },
    async (request) => {
      const { hours } = request.query;
      const minutes = Math.ceil((hours * 60) / mostPoints);
      const { tenantId } = callerOf(request);
      const depths = await readQueueHistory(database, tenantId, { hours, stretch: minutes });
      return { minutes, points: depths.map(({ at, ...depth }) => ({ at: at.toISOString(), ...depth })) };
    },
  );
}
