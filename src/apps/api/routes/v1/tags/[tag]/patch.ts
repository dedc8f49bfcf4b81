import { z } from 'zod';
import { renameTag } from '../../../../../../domain/library/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { tagParams, tagSchema } from '../../../../schemas/library.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function patchTag(app: ApiServer, { database }: ApiContext): void {
  app.patch(
    '/v1/tags/:tag',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['library'],
        summary: 'Name a tag otherwise, on every recording',
        description: 'Where there is a tag of the new name, the two become one.',
        params: tagParams,
        body: z.strictObject({ name: tagSchema }),
        response: { 200: z.object({ recordings: z.int() }), ...failures },
      },
    },
    async (request) => {
      const { tag } = request.params;
      const recordings = await renameTag(database, callerOf(request).tenantId, {
        tag,
        to: request.body.name,
      });
      return { recordings };
    },
  );
}
