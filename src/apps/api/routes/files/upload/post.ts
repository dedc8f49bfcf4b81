import { z } from 'zod';
import { listSessionFiles, storeSessionFile } from '../../../../../domain/media/index.ts';
import { openUpload, whileUploading } from '../../../../upload/read-upload.ts';
import { acceptUploads } from '../../../accept-uploads.ts';
import { failures } from '../../../schemas/error.ts';
import { presentSessionFile, sessionFields, sessionFileSchema } from '../../../schemas/session-file.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';
import { continueSession, keepSession, sessionHeaders } from '../../../upload-session.ts';

const querySchema = z.object({
  file_name: z.string().max(1000).optional().meta({ description: 'Name of the file, for a raw body' }),
});

export function postFile(app: ApiServer, context: ApiContext): void {
  acceptUploads(app, context, (scope, refuseTooLong) => {
    scope.post(
      '/files/upload',
      {
        config: { scope: 'recordings:write', describedBody },
        onRequest: refuseTooLong,
        schema: {
          tags: ['calls'],
          summary: 'Send a file in for a call to come',
          description:
            'The body is a multipart form with one file, or the bytes themselves. The file is judged by its content and kept in an upload session, ' +
            'which begins here unless the request names one; `media.transcribe` then makes a recording of it. Nobody sees the files of another session.',
          querystring: querySchema,
          headers: sessionHeaders,
          response: { 201: sessionFileSchema.extend(sessionFields), ...failures },
        },
      },
      async (request, reply) => {
        const { blobs, database, maxFileSize, probe, uploadSessionLifetime: lifetime } = context;
        const { tenantId } = callerOf(request);
        const sessionId = await continueSession(request, (id) => listSessionFiles(database, tenantId, id));
        const { file, session } = await whileUploading(request.raw, async (signal) => {
          const { complete, content, fileName } = await openUpload(request.raw, request.query.file_name);
          const limits = { maxBytes: maxFileSize, lifetime };
          const input = { tenantId, sessionId, complete, content, fileName, signal, ...limits };
          return storeSessionFile(database, { blobs, probe }, input);
        });
        request.log.info({ file_id: file.id, bytes: file.bytes }, 'file kept for a call');
        keepSession(request, reply, session, lifetime);
        return reply.code(201).send({
          ...presentSessionFile(file),
          session_id: session.id,
          expires_at: session.expiresAt.toISOString(),
        });
      },
    );
  });
}

const bytes = { type: 'string', format: 'binary' };
const form = { type: 'object', required: ['file'], properties: { file: bytes } };
const describedBody = {
  required: true,
  content: { 'multipart/form-data': { schema: form }, 'application/octet-stream': { schema: bytes } },
};
