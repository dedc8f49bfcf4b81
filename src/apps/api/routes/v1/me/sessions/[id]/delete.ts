import { z } from 'zod';
import { EfirError } from '../../../../../../../core/errors.ts';
import { isUuid, type SessionId } from '../../../../../../../core/ids.ts';
import { endSession, requireUser } from '../../../../../../../domain/identity/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { idParams } from '../../../../../schemas/identity.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

export function deleteSession(app: ApiServer, { database }: ApiContext): void {
  app.delete(
    '/v1/me/sessions/:id',
    {
      config: { person: true },
      schema: {
        tags: ['people'],
        summary: 'Sign one of your browsers out',
        params: idParams,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if (!isUuid(id)) throw new EfirError('sign-in-not-found');
      const { userId } = requireUser(callerOf(request));
      await endSession(database, userId, id as SessionId);
      database.hints.send('people', userId);
      return reply.code(204).send(null);
    },
  );
}
