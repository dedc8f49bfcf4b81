import { z } from 'zod';
import { listFolders } from '../../../../../domain/library/index.ts';
import { failures } from '../../../schemas/error.ts';
import { folderSchema, presentFolder } from '../../../schemas/library.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

export function getFolders(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/folders',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['library'],
        summary: 'List all folders, by name',
        response: { 200: z.object({ folders: z.array(folderSchema) }), ...failures },
      },
    },
    async (request) => {
      const folders = await listFolders(database, callerOf(request).tenantId);
      return { folders: folders.map(presentFolder) };
    },
  );
}
