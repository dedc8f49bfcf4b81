import { z } from 'zod';
import { failures } from '../../../../schemas/error.ts';
import { readUploadId, uploadParams } from '../../../../schemas/upload.ts';
import type { ApiContext, ApiServer } from '../../../../server.ts';
import { answerTus } from '../../../../tus/answer-tus.ts';

export function deleteResumable(app: ApiServer, context: ApiContext): void {
  app.delete(
    '/v1/uploads/:id',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['uploads'],
        summary: 'Give an upload up; a recording that was made of it stays',
        params: uploadParams,
        response: { 204: z.null(), ...failures },
      },
    },
    (request, reply) => answerTus(context, request, reply, readUploadId(request.params)),
  );
}
