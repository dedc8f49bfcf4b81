import { z } from 'zod';
import { listInvitations } from '../../../../../domain/identity/index.ts';
import { failures } from '../../../schemas/error.ts';
import { invitationSchema, presentInvitation } from '../../../schemas/identity.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

export function getInvitations(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/invitations',
    {
      config: { scope: 'members:read' },
      schema: {
        tags: ['people'],
        summary: 'List the invitations that nobody accepted yet, the newest first',
        response: { 200: z.object({ invitations: z.array(invitationSchema) }), ...failures },
      },
    },
    async (request) => {
      const invitations = await listInvitations(database, callerOf(request).tenantId);
      return { invitations: invitations.map(presentInvitation) };
    },
  );
}
