import { z } from 'zod';
import { endAllSessions, requireUser } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';
import { dropSessionCookie } from '../../../../session-cookie.ts';

export function postSignOutEverywhere(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/auth/sign-out-everywhere',
    {
      config: { person: true },
      schema: {
        tags: ['people'],
        summary: 'Sign out of all browsers and clients, this one too',
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const { userId } = requireUser(callerOf(request));
      await database.withIdentity((tx) => endAllSessions(tx, userId));
      database.hints.send('people', userId);
      dropSessionCookie(request, reply);
      request.log.info({ user_id: userId }, 'signed out everywhere');
      return reply.code(204).send(null);
    },
  );
}
