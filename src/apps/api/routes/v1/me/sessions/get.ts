import { z } from 'zod';
import { listSessions, requireUser } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { presentSession, sessionSchema } from '../../../../schemas/identity.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function getSessions(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/me/sessions',
    {
      config: { person: true },
      schema: {
        tags: ['people'],
        summary: 'List the browsers that you are signed in at',
        response: { 200: z.object({ sessions: z.array(sessionSchema) }), ...failures },
      },
    },
    async (request) => {
      const { sessionId, userId } = requireUser(callerOf(request));
      const sessions = await listSessions(database, userId);
      return { sessions: sessions.map((one) => presentSession(one, sessionId)) };
    },
  );
}
