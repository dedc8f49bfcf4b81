import { z } from 'zod';
import { hasAccount, readInvitation } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { invitationSchema, secretParams } from '../../../../schemas/identity.ts';
import type { ApiContext, ApiServer } from '../../../../server.ts';
import { visitorAccess } from '../../../../visit.ts';

const openSchema = invitationSchema.omit({ id: true, created_at: true }).extend({
  tenant: z.string().meta({ description: 'Name of the account that invites' }),
  has_account: z.boolean().meta({
    description: 'The address has a user already: accepting asks for their password, or for their session',
  }),
});

export function getInvitation(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/invitations/:secret',
    {
      config: visitorAccess,
      schema: {
        tags: ['people'],
        summary: 'What an invitation offers, for whoever has its link',
        params: secretParams,
        response: { 200: openSchema, ...failures },
      },
    },
    async (request, reply) => {
      const found = await readInvitation(database, request.params.secret);
      reply.header('cache-control', 'no-store');
      return {
        email: found.email,
        rank: found.rank,
        invited_by: found.invitedBy ?? null,
        expires_at: found.expiresAt.toISOString(),
        tenant: found.tenantName,
        has_account: await hasAccount(database, found.email),
      };
    },
  );
}
