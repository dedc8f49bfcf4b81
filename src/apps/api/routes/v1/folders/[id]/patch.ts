import { z } from 'zod';
import { changeFolder } from '../../../../../../domain/library/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { folderNameSchema, folderParams, parentSchema, readParent } from '../../../../schemas/library.ts';
import { readFolderId } from '../../../../schemas/recording-filter.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

const bodySchema = z.strictObject({ name: folderNameSchema.optional(), parent_id: parentSchema.optional() });

export function patchFolder(app: ApiServer, { database }: ApiContext): void {
  app.patch(
    '/v1/folders/:id',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['library'],
        summary: 'Name a folder otherwise, or put it elsewhere',
        params: folderParams,
        body: bodySchema,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const { name, parent_id } = request.body;
      await changeFolder(database, callerOf(request).tenantId, readFolderId(request.params.id), {
        ...(name === undefined ? {} : { name }),
        ...(parent_id === undefined ? {} : { parentId: readParent(parent_id) }),
      });
      return reply.code(204).send(null);
    },
  );
}
