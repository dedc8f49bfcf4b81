import { z } from 'zod';
import { EfirError } from '../../../../../../core/errors.ts';
import { isUuid, type UserId } from '../../../../../../core/ids.ts';
import { removeMember } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { idParams } from '../../../../schemas/identity.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function deleteMember(app: ApiServer, { database }: ApiContext): void {
  app.delete(
    '/v1/members/:id',
    {
      config: { scope: 'members:write' },
      schema: {
        tags: ['people'],
        summary: 'End a membership, and with it every session and token that looks at this account',
        params: idParams,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if (!isUuid(id)) throw new EfirError('member-not-found');
      await removeMember(database, callerOf(request), id as UserId);
      database.hints.send('people', id);
      request.log.info({ user_id: id }, 'member removed');
      return reply.code(204).send(null);
    },
  );
}
