import { z } from 'zod';
import { listWorkers } from '../../../../../work/list-workers.ts';
import { failures } from '../../../schemas/error.ts';
import type { ApiContext, ApiServer } from '../../../server.ts';

const workerSchema = z
  .object({
    id: z.string(),
    queues: z.array(z.string()).meta({ description: 'What it takes tasks from' }),
    engine: z.string(),
    model: z.string().meta({ description: 'That it takes where none is asked for; empty while it has none' }),
    slots: z.int().meta({ description: 'Tasks that it takes at once' }),
    running: z.int().meta({ description: 'Tasks that it has, of all accounts' }),
    present: z.boolean().meta({ description: 'Heard so lately that it gets tasks' }),
    seen_at: z.string().meta({ format: 'date-time' }),
  })
  .meta({ id: 'Worker' });

export function getWorkers(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/workers',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['tasks'],
        summary: 'List the workers that were heard within the last hour',
        response: { 200: z.object({ workers: z.array(workerSchema) }), ...failures },
      },
    },
    async () => {
      const workers = await listWorkers(database);
      return {
        workers: workers.map(({ queues, seenAt, ...worker }) => ({
          ...worker,
          queues: [...queues],
          seen_at: seenAt.toISOString(),
        })),
      };
    },
  );
}
