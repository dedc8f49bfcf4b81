import { z } from 'zod';
import { deleteTag } from '../../../../../../domain/library/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { tagParams } from '../../../../schemas/library.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function deleteOneTag(app: ApiServer, { database }: ApiContext): void {
  app.delete(
    '/v1/tags/:tag',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['library'],
        summary: 'Take a tag off every recording',
        params: tagParams,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      await deleteTag(database, callerOf(request).tenantId, request.params.tag);
      return reply.code(204).send(null);
    },
  );
}
