import { z } from 'zod';
import { getUpload } from '../../../../../../domain/media/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { meantTenantHeaders } from '../../../../schemas/meant-tenant.ts';
import { presentUpload, readUploadId, uploadParams, uploadSchema } from '../../../../schemas/upload.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function getResumable(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/uploads/:id',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['uploads'],
        summary: 'Look at an upload, and at what became of it',
        params: uploadParams,
        headers: z.looseObject(meantTenantHeaders),
        response: { 200: uploadSchema, ...failures },
      },
    },
    async (request) => {
      const upload = await getUpload(database, callerOf(request).tenantId, readUploadId(request.params));
      return presentUpload(upload, request.texts);
    },
  );
}
