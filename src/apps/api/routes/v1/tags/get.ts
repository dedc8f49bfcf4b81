import { z } from 'zod';
import { listTags } from '../../../../../domain/library/index.ts';
import { failures } from '../../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

const tagsSchema = z.object({ tags: z.array(z.object({ tag: z.string(), recordings: z.int() })) });

export function getTags(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/tags',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['library'],
        summary: 'List all tags, by name',
        response: { 200: tagsSchema, ...failures },
      },
    },
    async (request) => ({ tags: await listTags(database, callerOf(request).tenantId) }),
  );
}
