import { z } from 'zod';
import { failures } from '../../../../../schemas/error.ts';
import type { ApiContext, ApiServer } from '../../../../../server.ts';
import { visitorAccess } from '../../../../../visit.ts';

export function getOidcCallback(app: ApiServer, { providers }: ApiContext): void {
  app.get(
    '/v1/auth/oidc/callback',
    {
      config: visitorAccess,
      schema: {
        tags: ['people'],
        summary: 'For browsers: come back from the identity provider, and be signed in',
        // The answer is judged as a whole, whatever a provider puts in.
        querystring: z.looseObject({ state: z.string().max(200).optional() }),
        response: { 303: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const page = providers ? await providers.arrive(request, reply) : '/sign-in?failed=oidc-missing';
      return reply.redirect(page, 303);
    },
  );
}
