import { z } from 'zod';
import { listModels } from '../../../openai/models.ts';
import { modelSchema, openaiFailures } from '../../../openai/schemas.ts';
import type { ApiContext, ApiServer } from '../../../server.ts';

export function getModels(app: ApiServer, context: ApiContext): void {
  app.get(
    '/v1/models',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['openai'],
        summary: 'List the speech models that a transcription may name',
        response: {
          200: z.object({ object: z.literal('list'), data: z.array(modelSchema) }),
          ...openaiFailures,
        },
      },
    },
    async () => ({ object: 'list' as const, data: await listModels(context) }),
  );
}
