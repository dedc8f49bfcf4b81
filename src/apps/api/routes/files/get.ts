import { z } from 'zod';
import { EfirError } from '../../../../core/errors.ts';
import { listSessionFiles } from '../../../../domain/media/index.ts';
import { failures } from '../../schemas/error.ts';
import { presentSessionFile, sessionFields, sessionFileSchema } from '../../schemas/session-file.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../server.ts';
import { readSessionId, sessionHeaders } from '../../upload-session.ts';

export function getFiles(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/files',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['calls'],
        summary: 'List the files of an upload session',
        headers: sessionHeaders,
        response: {
          200: z.object({ ...sessionFields, files: z.array(sessionFileSchema) }),
          ...failures,
        },
      },
    },
    async (request) => {
      const sessionId = readSessionId(request);
      if (sessionId === undefined) throw new EfirError('session-not-found');
      const { files, session } = await listSessionFiles(database, callerOf(request).tenantId, sessionId);
      return {
        session_id: session.id,
        expires_at: session.expiresAt.toISOString(),
        files: files.map(presentSessionFile),
      };
    },
  );
}
