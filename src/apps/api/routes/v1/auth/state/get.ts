import { z } from 'zod';
import { describeSignedIn, isSetupNeeded } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { presentSignedIn, signedInSchema } from '../../../../schemas/identity.ts';
import type { ApiContext, ApiServer } from '../../../../server.ts';
import { visitorAccess } from '../../../../visit.ts';

const stateSchema = z.object({
  setup_needed: z.boolean().meta({ description: 'Nobody has an account yet: POST /v1/auth/setup' }),
  // Written out: a named schema that may be null cannot be said in OpenAPI 3.0.
  signed_in: z.object(signedInSchema.shape).nullable(),
  oidc: z
    .object({ name: z.string() })
    .nullable()
    .meta({ description: 'Sign-in by an identity provider, where one is set up' }),
  languages: z.array(z.string()),
});

export function getAuthState(app: ApiServer, { database, providers }: ApiContext): void {
  app.get(
    '/v1/auth/state',
    {
      config: visitorAccess,
      schema: {
        tags: ['people'],
        summary: 'Who is signed in at this browser, and what a page needs to know before anybody is',
        response: { 200: stateSchema, ...failures },
      },
    },
    async (request, reply) => {
      const signedIn = await describeSignedIn(database, request.caller);
      reply.header('cache-control', 'no-store');
      return {
        setup_needed: signedIn === undefined && (await isSetupNeeded(database)),
        signed_in: signedIn ? presentSignedIn(signedIn) : null,
        oidc: providers ? { name: providers.name } : null,
        languages: ['en', 'ru'],
      };
    },
  );
}
