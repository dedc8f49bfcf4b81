import { z } from 'zod';
import { createFolder } from '../../../../../domain/library/index.ts';
import { failures } from '../../../schemas/error.ts';
import {
  folderNameSchema,
  folderSchema,
  parentSchema,
  presentFolder,
  readParent,
} from '../../../schemas/library.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

const bodySchema = z.strictObject({ name: folderNameSchema, parent_id: parentSchema.default(null) });

export function postFolder(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/folders',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['library'],
        summary: 'Make a folder',
        body: bodySchema,
        response: { 201: folderSchema, ...failures },
      },
    },
    async (request, reply) => {
      const { name, parent_id } = request.body;
      const { tenantId } = callerOf(request);
      const folder = await createFolder(database, tenantId, { name, parentId: readParent(parent_id) });
      return reply.code(201).send(presentFolder(folder));
    },
  );
}
