import { z } from 'zod';
import { EfirError } from '../../../../../../../core/errors.ts';
import { failures } from '../../../../../schemas/error.ts';
import type { ApiContext, ApiServer } from '../../../../../server.ts';

export function deleteModelPull(app: ApiServer, { pulls }: ApiContext): void {
  app.delete(
    '/v1/models/pull/:name',
    {
      config: { scope: 'tenant:write' },
      schema: {
        tags: ['models'],
        summary: 'Break the download of a model off; what has come is kept for the next time',
        params: z.object({ name: z.string() }),
        response: { 204: z.null(), ...failures },
      },
    },
    async ({ params }, reply) => {
      if (!pulls.cancel(params.name)) throw new EfirError('pull-not-found');
      return reply.code(204).send(null);
    },
  );
}
