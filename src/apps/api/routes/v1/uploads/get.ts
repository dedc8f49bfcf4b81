import { z } from 'zod';
import { listUnfinishedUploads } from '../../../../../domain/media/index.ts';
import { failures } from '../../../schemas/error.ts';
import { presentUpload, uploadSchema } from '../../../schemas/upload.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

export function listResumables(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/uploads',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['uploads'],
        summary: 'List uploads that are no recordings yet, newest first',
        response: { 200: z.object({ uploads: z.array(uploadSchema) }), ...failures },
      },
    },
    async (request) => {
      const uploads = await listUnfinishedUploads(database, callerOf(request).tenantId);
      return { uploads: uploads.map((upload) => presentUpload(upload, request.texts)) };
    },
  );
}
