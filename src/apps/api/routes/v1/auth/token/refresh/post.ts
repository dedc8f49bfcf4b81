import { refreshTokens } from '../../../../../../../domain/identity/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { presentTokens, refreshBody, tokensSchema } from '../../../../../schemas/tokens.ts';
import type { ApiContext, ApiServer } from '../../../../../server.ts';
import { visitorAccess } from '../../../../../visit.ts';

export function postTokenRefresh(app: ApiServer, { database, signingKeys }: ApiContext): void {
  app.post(
    '/v1/auth/token/refresh',
    {
      config: visitorAccess,
      schema: {
        tags: ['people'],
        summary: 'Exchange a refresh token for a new pair; one that is shown twice ends them all',
        body: refreshBody,
        response: { 200: tokensSchema, ...failures },
      },
    },
    async (request, reply) => {
      const tokens = await refreshTokens(database, signingKeys, request.body.refresh_token);
      reply.header('cache-control', 'no-store');
      return presentTokens(tokens);
    },
  );
}
