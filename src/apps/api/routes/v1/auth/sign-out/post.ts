import { z } from 'zod';
import { endSession } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import type { ApiContext, ApiServer } from '../../../../server.ts';
import { dropSessionCookie } from '../../../../session-cookie.ts';
import { visitorAccess } from '../../../../visit.ts';

export function postSignOut(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/auth/sign-out',
    {
      config: visitorAccess,
      schema: {
        tags: ['people'],
        summary: 'Sign this browser out; may be repeated',
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const by = request.caller?.by;
      if (by?.kind === 'user' && by.sessionId) {
        await endSession(database, by.userId, by.sessionId);
        database.hints.send('people', by.userId);
      }
      dropSessionCookie(request, reply);
      return reply.code(204).send(null);
    },
  );
}
