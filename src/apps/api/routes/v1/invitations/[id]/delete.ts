import { z } from 'zod';
import { EfirError } from '../../../../../../core/errors.ts';
import { type InvitationId, isUuid } from '../../../../../../core/ids.ts';
import { withdrawInvitation } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { idParams } from '../../../../schemas/identity.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function deleteInvitation(app: ApiServer, { database }: ApiContext): void {
  app.delete(
    '/v1/invitations/:id',
    {
      config: { scope: 'members:write' },
      schema: {
        tags: ['people'],
        summary: 'Take an invitation back',
        params: idParams,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if (!isUuid(id)) throw new EfirError('invitation-unknown');
      await withdrawInvitation(database, callerOf(request).tenantId, id as InvitationId);
      return reply.code(204).send(null);
    },
  );
}
