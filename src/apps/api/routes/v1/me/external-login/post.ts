import { z } from 'zod';
import { EfirError } from '../../../../../../core/errors.ts';
import { requireUser } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function postExternalLogin(app: ApiServer, { providers }: ApiContext): void {
  app.post(
    '/v1/me/external-login',
    {
      config: { person: true },
      schema: {
        tags: ['people'],
        summary: 'Join your account at the identity provider: the address to go to, at this browser',
        response: { 201: z.object({ url: z.string() }), ...failures },
      },
    },
    async (request, reply) => {
      const { userId } = requireUser(callerOf(request));
      if (!providers) throw new EfirError('oidc-missing');
      const url = await providers.depart(request, reply, { next: '/settings/profile', userId });
      reply.code(201);
      return { url };
    },
  );
}
