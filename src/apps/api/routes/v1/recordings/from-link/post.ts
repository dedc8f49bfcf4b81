import { z } from 'zod';
import { createLinkRecording, presentRecording } from '../../../../../../domain/media/index.ts';
import { cleanFileName } from '../../../../../upload/file-name.ts';
import { requireKnownModel } from '../../../../../upload/require-known-model.ts';
import { readUploadOptions, uploadOptionsSchema } from '../../../../../upload/upload-options.ts';
import { nameOfAddress } from '../../../../links/fetch-links.ts';
import { failures } from '../../../../schemas/error.ts';
import { idempotencyHeaders } from '../../../../schemas/idempotency.ts';
import { meantTenantHeaders } from '../../../../schemas/meant-tenant.ts';
import { recordingSchema } from '../../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

const bodySchema = z.strictObject({
  url: z.string().min(1).max(2000).meta({
    description: 'An http(s) address that everybody can reach, of the media file itself',
    example: 'https://example.com/talk.mp3',
  }),
  file_name: z
    .string()
    .max(1000)
    .optional()
    .meta({ description: 'What to call it; else the server may say' }),
  options: uploadOptionsSchema.optional().meta({ description: 'As those of `POST /v1/recordings`' }),
});

export function postFromLink(app: ApiServer, context: ApiContext): void {
  app.post(
    '/v1/recordings/from-link',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['recordings'],
        summary: 'Have a recording fetched from a link',
        description:
          'The recording is there at once and waits; `fetching` says how much of it has come. What passes by itself is tried again, five times in all. ' +
          'Cancel it to stop fetching, retry it to fetch again.',
        body: bodySchema,
        headers: idempotencyHeaders.extend(meantTenantHeaders),
        response: { 202: recordingSchema, ...failures },
      },
    },
    async (request, reply) => {
      const { file_name: name, options = {}, url } = request.body;
      const asked = await requireKnownModel(context, readUploadOptions(context.engines, options));
      const { recording, repeated } = await createLinkRecording(context.database, context, {
        tenantId: callerOf(request).tenantId,
        url,
        fileName: name === undefined || name === '' ? undefined : cleanFileName(name),
        provisionalName: cleanFileName(nameOfAddress(url)),
        options: asked,
        requestId: request.id,
        trace: request.trace,
        idempotencyKey: request.headers['idempotency-key'],
      });
      request.log.info({ recording_id: recording.id, repeated }, 'recording to be fetched from a link');
      reply.code(202).header('location', `/v1/recordings/${recording.id}`);
      if (repeated) reply.header('idempotency-replayed', 'true');
      return presentRecording(recording, request.texts);
    },
  );
}
