import { z } from 'zod';
import type { ApiContext, ApiServer } from '../../../server.ts';

const keySchema = z.object({
  kty: z.string(),
  crv: z.string(),
  x: z.string(),
  kid: z.string(),
  alg: z.string(),
  use: z.string(),
});

export function getJwks(app: ApiServer, { signingKeys }: ApiContext): void {
  app.get(
    '/.well-known/jwks.json',
    {
      schema: {
        tags: ['operation'],
        summary: 'The public keys that access tokens are signed with',
        response: { 200: z.object({ keys: z.array(keySchema) }) },
      },
    },
    async (_request, reply) => {
      // Whoever checks tokens learns of a new key in time.
      reply.header('cache-control', 'public, max-age=300');
      const keys = await signingKeys.list();
      return { keys: keys.map(({ publicKey }) => keySchema.parse(publicKey)) };
    },
  );
}
