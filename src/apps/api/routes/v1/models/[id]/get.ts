import { z } from 'zod';
import { EfirError } from '../../../../../../core/errors.ts';
import { listModels } from '../../../../openai/models.ts';
import { modelSchema, openaiFailures } from '../../../../openai/schemas.ts';
import type { ApiContext, ApiServer } from '../../../../server.ts';

export function getModel(app: ApiServer, context: ApiContext): void {
  app.get(
    '/v1/models/:id',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['openai'],
        summary: 'Get one speech model',
        params: z.object({ id: z.string() }),
        response: { 200: modelSchema, ...openaiFailures },
      },
    },
    async ({ params }) => {
      const models = await listModels(context);
      const model = models.find(({ id }) => id === params.id);
      if (model) return model;
      const known = models.map(({ id }) => id).join(', ');
      throw new EfirError('model-unknown', { model: params.id.slice(0, 100), known });
    },
  );
}
