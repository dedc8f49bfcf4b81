import { z } from 'zod';
import { EfirError } from '../../../../../../core/errors.ts';
import { isUuid, type UserId } from '../../../../../../core/ids.ts';
import { changeRank } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { idParams, memberSchema, presentMember, rankSchema } from '../../../../schemas/identity.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function patchMember(app: ApiServer, { database }: ApiContext): void {
  app.patch(
    '/v1/members/:id',
    {
      config: { scope: 'members:write' },
      schema: {
        tags: ['people'],
        summary: 'Give a member another rank; an account keeps an owner',
        params: idParams,
        body: z.strictObject({ rank: rankSchema }),
        response: { 200: memberSchema, ...failures },
      },
    },
    async (request) => {
      const { id } = request.params;
      if (!isUuid(id)) throw new EfirError('member-not-found');
      const { rank } = request.body;
      const member = await changeRank(database, callerOf(request), { userId: id as UserId, rank });
      request.log.info({ user_id: id, rank }, 'rank changed');
      return presentMember(member);
    },
  );
}
