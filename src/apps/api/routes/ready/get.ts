import { z } from 'zod';
import { describeReadiness } from '../../../health-answers.ts';
import type { ApiContext, ApiServer } from '../../server.ts';

const readinessSchema = z.object({
  state: z.enum(['ready', 'degraded', 'unready']),
  dependencies: z.record(
    z.string(),
    z.object({ state: z.enum(['ok', 'degraded', 'failed']), detail: z.string().optional() }),
  ),
});

export function getReady(app: ApiServer, { ready }: ApiContext): void {
  const response = { 200: readinessSchema, 503: readinessSchema };
  const summary = 'Whether requests are served: each dependency with its state';
  app.get('/ready', { schema: { tags: ['operation'], summary, response } }, async (_request, reply) => {
    const { status, body } = await describeReadiness(ready);
    return reply.code(status).send(body);
  });
}
