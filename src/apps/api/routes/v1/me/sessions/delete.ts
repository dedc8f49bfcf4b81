import { z } from 'zod';
import { endAllSessions, requireUser } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function deleteSessions(app: ApiServer, { database }: ApiContext): void {
  app.delete(
    '/v1/me/sessions',
    {
      config: { person: true },
      schema: {
        tags: ['people'],
        summary: 'Sign out of all other browsers and clients',
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const { sessionId, userId } = requireUser(callerOf(request));
      await database.withIdentity((tx) => endAllSessions(tx, userId, sessionId));
      database.hints.send('people', userId);
      request.log.info({ user_id: userId }, 'signed out elsewhere');
      return reply.code(204).send(null);
    },
  );
}
