import { z } from 'zod';
import { revokeTokens } from '../../../../../../../domain/identity/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { refreshBody } from '../../../../../schemas/tokens.ts';
import type { ApiContext, ApiServer } from '../../../../../server.ts';
import { visitorAccess } from '../../../../../visit.ts';

export function postTokenRevocation(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/auth/token/revoke',
    {
      config: visitorAccess,
      schema: {
        tags: ['people'],
        summary: 'Sign a client out: its access tokens end at once; may be repeated',
        body: refreshBody,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      await revokeTokens(database, request.body.refresh_token);
      return reply.code(204).send(null);
    },
  );
}
