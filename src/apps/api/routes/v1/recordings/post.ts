import { z } from 'zod';
import { createRecording, presentRecording, settleCallback } from '../../../../../domain/media/index.ts';
import { openUpload, whileUploading } from '../../../../upload/read-upload.ts';
import { requireKnownModel } from '../../../../upload/require-known-model.ts';
import type { Upload } from '../../../../upload/upload.ts';
import { gatherOptions, readUploadOptions, uploadOptionsSchema } from '../../../../upload/upload-options.ts';
import { acceptUploads } from '../../../accept-uploads.ts';
import { failures } from '../../../schemas/error.ts';
import { idempotencyHeaders } from '../../../schemas/idempotency.ts';
import { recordingSchema } from '../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

const querySchema = uploadOptionsSchema.extend({
  file_name: z.string().max(1000).optional().meta({ description: 'Name of the file, for a raw body' }),
});

export function postRecording(app: ApiServer, context: ApiContext): void {
  acceptUploads(app, context, (scope, refuseTooLong) => {
    scope.post(
      '/v1/recordings',
      {
        config: { scope: 'recordings:write', describedBody },
        onRequest: refuseTooLong,
        schema: {
          tags: ['recordings'],
          summary: 'Send a recording in',
          description:
            'The body is a multipart form with one file and the options as fields, or the bytes themselves with the options in the query. ' +
            'It is judged by its content, not by its name or type. The name of a raw body is given by `file_name`, `X-File-Name` or `Content-Disposition`.',
          querystring: querySchema,
          headers: idempotencyHeaders,
          response: { 202: recordingSchema, ...failures },
        },
      },
      async (request, reply) => {
        const { file_name: name, ...asked } = request.query;
        const readOptions = (fields: Upload['all'] = []) =>
          readUploadOptions(context.engines, asked, gatherOptions(fields));
        await settleCallback(await requireKnownModel(context, readOptions()), context);
        const { recording, repeated } = await whileUploading(request.raw, async (signal) => {
          const upload = await openUpload(request.raw, name);
          // What stands before the file is judged before the file is read.
          await settleCallback(await requireKnownModel(context, readOptions(upload.all)), context);
          return createRecording(context.database, context, {
            tenantId: callerOf(request).tenantId,
            content: upload.content,
            fileName: upload.fileName,
            maxBytes: context.maxFileSize,
            readOptions: async () => {
              await upload.complete;
              return requireKnownModel(context, readOptions(upload.all));
            },
            requestId: request.id,
            trace: request.trace,
            idempotencyKey: request.headers['idempotency-key'],
            signal,
          });
        });
        request.log.info(
          { recording_id: recording.id, bytes: recording.bytes, repeated },
          'recording taken in',
        );
        reply.code(202).header('location', `/v1/recordings/${recording.id}`);
        if (repeated) reply.header('idempotency-replayed', 'true');
        return presentRecording(recording, request.texts);
      },
    );
  });
}

const bytes = { type: 'string', format: 'binary' };
const describedBody = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        properties: {
          ...z.toJSONSchema(uploadOptionsSchema, { target: 'openapi-3.0', io: 'input' }).properties,
          file: bytes,
        },
      },
    },
    'application/octet-stream': { schema: bytes },
  },
};
