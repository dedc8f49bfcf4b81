import { z } from 'zod';
import { readPasswordReset } from '../../../../../../../domain/identity/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { secretParams } from '../../../../../schemas/identity.ts';
import type { ApiContext, ApiServer } from '../../../../../server.ts';
import { visitorAccess } from '../../../../../visit.ts';

const resetSchema = z.object({
  email: z.string(),
  name: z.string(),
  expires_at: z.string().meta({ format: 'date-time' }),
});

export function getReset(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/auth/reset/:secret',
    {
      config: visitorAccess,
      schema: {
        tags: ['people'],
        summary: 'Whose password a link from the operator replaces, for whoever has it',
        params: secretParams,
        response: { 200: resetSchema, ...failures },
      },
    },
    async (request, reply) => {
      const { email, expiresAt, name } = await readPasswordReset(database, request.params.secret);
      reply.header('cache-control', 'no-store');
      return { email, name, expires_at: expiresAt.toISOString() };
    },
  );
}
