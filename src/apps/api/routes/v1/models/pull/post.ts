import { z } from 'zod';
import { failures } from '../../../../schemas/error.ts';
import { presentPull, pullSchema } from '../../../../schemas/model.ts';
import type { ApiContext, ApiServer } from '../../../../server.ts';

const bodySchema = z.strictObject({ name: z.string().min(1).max(100).meta({ example: 'whisper-tiny' }) });

export function postModelPull(app: ApiServer, { pulls }: ApiContext): void {
  app.post(
    '/v1/models/pull',
    {
      config: { scope: 'tenant:write' },
      schema: {
        tags: ['models'],
        summary: 'Bring a model of the catalogue into the folder of this server',
        description: '`GET /v1/models/catalogue` tells how far it is. Asking twice makes one download.',
        body: bodySchema,
        response: { 202: pullSchema, ...failures },
      },
    },
    async (request, reply) => {
      const { name } = request.body;
      const pull = pulls.begin(name);
      request.log.info({ model: name }, 'a model was asked for');
      reply.code(202);
      return presentPull(name, pull, { texts: request.texts, requestId: request.id });
    },
  );
}
