import { z } from 'zod';
import { listFolders } from '../../../../../domain/library/index.ts';
import { failures } from '../../../schemas/error.ts';
import { folderSchema, presentFolder } from '../../../schemas/library.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

const foldersSchema = z.object({
  folders: z.array(folderSchema),
  recordings: z.int().meta({ description: 'Of the account, in folders or not' }),
});

export function getFolders(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/folders',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['library'],
        summary: 'List all folders, by name',
        response: { 200: foldersSchema, ...failures },
      },
    },
    async (request) => {
      const { folders, recordings } = await listFolders(database, callerOf(request).tenantId);
      return { folders: folders.map(presentFolder), recordings };
    },
  );
}
