import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { EfirError } from '../../../../../core/errors.ts';
import { createRecording, presentRecording } from '../../../../../domain/media/index.ts';
import { openUpload, whileUploading } from '../../../../upload/read-upload.ts';
import type { Upload } from '../../../../upload/upload.ts';
import { readUploadOptions, uploadOptionsSchema } from '../../../../upload/upload-options.ts';
import { failures } from '../../../schemas/error.ts';
import { recordingSchema } from '../../../schemas/recording.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

const querySchema = uploadOptionsSchema.extend({
  file_name: z.string().max(1000).optional().meta({ description: 'Name of the file, for a raw body' }),
});
const headersSchema = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional()
    .meta({ description: 'The same key with the same request gives the same recording, for 24 hours' }),
});

/** Room that a form takes around its file before its length alone proves the file too large. */
const formOverhead = 1024 * 1024;

export function postRecording(app: ApiServer, context: ApiContext): void {
  app.register(async (scope: ApiServer) => {
    // The body is a stream for the handler, whatever it claims to be.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.post(
      '/v1/recordings',
      {
        config: { scope: 'recordings:write', describedBody },
        onRequest: async (request) => refuseTooLong(request, context.maxFileSize),
        schema: {
          tags: ['recordings'],
          summary: 'Send a recording in',
          description:
            'The body is a multipart form with one file and the options as fields, or the bytes themselves with the options in the query. ' +
            'It is judged by its content, not by its name or type. The name of a raw body is given by `file_name`, `X-File-Name` or `Content-Disposition`.',
          querystring: querySchema,
          headers: headersSchema,
          response: { 202: recordingSchema, ...failures },
        },
      },
      async (request, reply) => {
        const { file_name: name, ...asked } = request.query;
        const readOptions = (fields?: Upload['fields']) =>
          readUploadOptions(context.engines, asked, fields ?? {});
        readOptions();
        const { recording, repeated } = await whileUploading(request.raw, async (signal) => {
          const upload = await openUpload(request.raw, name);
          // What stands before the file is judged before the file is read.
          readOptions(upload.fields);
          return createRecording(context.database, context, {
            tenantId: callerOf(request).tenantId,
            content: upload.content,
            fileName: upload.fileName,
            maxBytes: context.maxFileSize,
            readOptions: async () => {
              await upload.complete;
              return readOptions(upload.fields);
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

function refuseTooLong(request: FastifyRequest, maxFileSize: number): void {
  const announced = Number(request.headers['content-length'] ?? 0);
  const form = /^multipart\//i.test(request.headers['content-type'] ?? '');
  if (announced > maxFileSize + (form ? formOverhead : 0)) {
    throw new EfirError('file-too-large', { limit: maxFileSize });
  }
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
          ...Object.fromEntries(
            Object.keys(uploadOptionsSchema.shape).map((option) => [option, { type: 'string' }]),
          ),
          file: bytes,
        },
      },
    },
    'application/octet-stream': { schema: bytes },
  },
};
