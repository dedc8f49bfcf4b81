import { z } from 'zod';
import { createInvitation } from '../../../../../domain/identity/index.ts';
import { failures } from '../../../schemas/error.ts';
import { emailSchema, invitationSchema, presentInvitation, rankSchema } from '../../../schemas/identity.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

const createdSchema = invitationSchema.extend({
  secret: z.string().meta({ description: 'Shown now and never again' }),
  path: z.string().meta({ description: 'Of the page where it is accepted' }),
});

export function postInvitation(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/invitations',
    {
      config: { scope: 'members:write' },
      schema: {
        tags: ['people'],
        summary: 'Invite an address; nothing is sent, the link is yours to pass on',
        body: z.strictObject({ email: emailSchema, rank: rankSchema }),
        response: { 201: createdSchema, ...failures },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { invitation, secret } = await createInvitation(database, caller, request.body);
      request.log.info({ invitation_id: invitation.id, rank: invitation.rank }, 'invitation made');
      reply.code(201).header('cache-control', 'no-store');
      return { ...presentInvitation(invitation), secret, path: `/invitations/${secret}` };
    },
  );
}
