import { z } from 'zod';
import { acceptUploads } from '../../../accept-uploads.ts';
import { failures } from '../../../schemas/error.ts';
import { meantTenantHeaders } from '../../../schemas/meant-tenant.ts';
import type { ApiContext, ApiServer } from '../../../server.ts';
import { answerTus } from '../../../tus/answer-tus.ts';

const headersSchema = z.looseObject({
  ...meantTenantHeaders,
  'upload-length': z.string().optional().meta({ description: 'Bytes of the whole file' }),
  'upload-metadata': z.string().optional().meta({
    description: 'Pairs of a name and a value in base64: `filename`, and any option of `POST /v1/recordings`',
    example: 'filename dGFsay53YXY=,language cnU=',
  }),
});

export function postResumable(app: ApiServer, context: ApiContext): void {
  acceptUploads(app, context, (scope, refuseTooLong) => {
    scope.post(
      '/v1/uploads',
      {
        config: { scope: 'recordings:write' },
        onRequest: refuseTooLong,
        schema: {
          tags: ['uploads'],
          summary: 'Begin an upload that can go on after a break (tus 1.0)',
          description:
            'For any client of [tus](https://tus.io): creation, creation-with-upload, expiration, termination. ' +
            'The recording is made when the last byte is here; `Upload-Recording` tells its id, in the answer to that byte and whenever the upload is asked for. ' +
            'An upload lives for a day after its last byte.',
          headers: headersSchema,
          response: { 201: z.null(), ...failures },
        },
      },
      (request, reply) => answerTus(context, request, reply),
    );
  });
}
