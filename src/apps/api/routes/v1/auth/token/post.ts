import { z } from 'zod';
import { EfirError } from '../../../../../../core/errors.ts';
import { checkPassword, issueTokens } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { passwordSchema } from '../../../../schemas/identity.ts';
import { presentTokens, tokensSchema } from '../../../../schemas/tokens.ts';
import type { ApiContext, ApiServer } from '../../../../server.ts';
import { readVisitor, visitorAccess } from '../../../../visit.ts';

const bodySchema = z
  .strictObject({ email: z.string().max(300), password: passwordSchema })
  .nullish()
  .meta({ description: 'Left out by whoever sends an API key or the cookie of a session' });

export function postToken(app: ApiServer, { database, signingKeys }: ApiContext): void {
  app.post(
    '/v1/auth/token',
    {
      config: visitorAccess,
      schema: {
        tags: ['people'],
        summary: 'Sign a client in: a short-lived access token for one account, and a refresh token',
        body: bodySchema,
        response: { 200: tokensSchema, ...failures },
      },
    },
    async (request, reply) => {
      const caller = request.body
        ? await checkPassword(database, request.body, readVisitor(request))
        : request.caller;
      if (!caller || ('byToken' in caller && caller.byToken)) throw new EfirError('unauthorised');
      reply.header('cache-control', 'no-store');
      return presentTokens(await issueTokens(database, signingKeys, caller));
    },
  );
}
