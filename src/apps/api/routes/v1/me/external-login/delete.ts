import { z } from 'zod';
import { partProviders, requireUser } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function deleteExternalLogin(app: ApiServer, { database }: ApiContext): void {
  app.delete(
    '/v1/me/external-login',
    {
      config: { person: true },
      schema: {
        tags: ['people'],
        summary: 'Part from your account at the identity provider; may be repeated, and needs a password',
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const { userId } = requireUser(callerOf(request));
      await partProviders(database, userId);
      request.log.info({ user_id: userId }, 'identity provider parted');
      return reply.code(204).send(null);
    },
  );
}
