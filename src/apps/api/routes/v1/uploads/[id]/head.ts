import { z } from 'zod';
import { failures } from '../../../../schemas/error.ts';
import { readUploadId, uploadParams } from '../../../../schemas/upload.ts';
import type { ApiContext, ApiServer } from '../../../../server.ts';
import { answerTus } from '../../../../tus/answer-tus.ts';

export function headResumable(app: ApiServer, context: ApiContext): void {
  app.head(
    '/v1/uploads/:id',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['uploads'],
        summary: 'Ask from where an upload goes on',
        params: uploadParams,
        response: { 200: z.null(), ...failures },
      },
    },
    (request, reply) => answerTus(context, request, reply, readUploadId(request.params)),
  );
}
