import { z } from 'zod';
import { acceptUploads } from '../../../../accept-uploads.ts';
import { failures } from '../../../../schemas/error.ts';
import { meantTenantHeaders } from '../../../../schemas/meant-tenant.ts';
import { readUploadId, uploadParams } from '../../../../schemas/upload.ts';
import type { ApiContext, ApiServer } from '../../../../server.ts';
import { answerTus } from '../../../../tus/answer-tus.ts';

const headersSchema = z.looseObject({
  ...meantTenantHeaders,
  'upload-offset': z.string().optional().meta({ description: 'Where in the file the body begins' }),
});

export function patchResumable(app: ApiServer, context: ApiContext): void {
  acceptUploads(app, context, (scope, refuseTooLong) => {
    scope.patch(
      '/v1/uploads/:id',
      {
        config: { scope: 'recordings:write', endless: true },
        onRequest: refuseTooLong,
        schema: {
          tags: ['uploads'],
          summary: 'Send the next bytes of an upload',
          description:
            'What arrived is kept also where the connection breaks off. Of two that send at once the later goes on.',
          params: uploadParams,
          headers: headersSchema,
          response: { 204: z.null(), ...failures },
        },
      },
      (request, reply) => answerTus(context, request, reply, readUploadId(request.params)),
    );
  });
}
