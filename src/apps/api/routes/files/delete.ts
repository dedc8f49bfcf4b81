import { z } from 'zod';
import { EfirError } from '../../../../core/errors.ts';
import { endUploadSession } from '../../../../domain/media/index.ts';
import { failures } from '../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../server.ts';
import { forgetSession, readSessionId, sessionHeaders } from '../../upload-session.ts';

export function deleteFiles(app: ApiServer, context: ApiContext): void {
  app.delete(
    '/files',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['calls'],
        summary: 'End an upload session and delete its files; recordings made of them stay',
        headers: sessionHeaders,
        response: { 204: z.null().meta({ description: 'It is over' }), ...failures },
      },
    },
    async (request, reply) => {
      const sessionId = readSessionId(request);
      if (sessionId === undefined) throw new EfirError('session-not-found');
      await endUploadSession(context.database, context, callerOf(request).tenantId, sessionId);
      forgetSession(reply);
      return reply.code(204).send(null);
    },
  );
}
