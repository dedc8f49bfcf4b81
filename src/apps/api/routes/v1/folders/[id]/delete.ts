import { z } from 'zod';
import { deleteFolder } from '../../../../../../domain/library/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { folderParams } from '../../../../schemas/library.ts';
import { readFolderId } from '../../../../schemas/recording-filter.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function deleteOneFolder(app: ApiServer, { database }: ApiContext): void {
  app.delete(
    '/v1/folders/:id',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['library'],
        summary: 'Delete a folder with those below it',
        description: 'Recordings that are in them stay, in no folder.',
        params: folderParams,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const id = readFolderId(request.params.id);
      await deleteFolder(database, callerOf(request).tenantId, id);
      request.log.info({ folder_id: id }, 'folder deleted');
      return reply.code(204).send(null);
    },
  );
}
