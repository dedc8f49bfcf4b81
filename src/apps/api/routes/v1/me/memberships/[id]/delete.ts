import { z } from 'zod';
import { EfirError } from '../../../../../../../core/errors.ts';
import { isUuid, type TenantId } from '../../../../../../../core/ids.ts';
import { leaveTenant, lookElsewhere, requireUser } from '../../../../../../../domain/identity/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { idParams } from '../../../../../schemas/identity.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';
import { dropSessionCookie, keepSessionCookie } from '../../../../../session-cookie.ts';
import { readVisitor } from '../../../../../visit.ts';

export function deleteMembership(app: ApiServer, { database }: ApiContext): void {
  app.delete(
    '/v1/me/memberships/:id',
    {
      config: { person: true },
      schema: {
        tags: ['people'],
        summary: 'Leave an account, whatever you may do there; it keeps an owner, and all that was recorded',
        description:
          'Ends every session and token of yours that looks at it. A browser that asks looks at another account of yours afterwards, or is signed out where there is none.',
        params: idParams,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { sessionId, userId } = requireUser(caller);
      const { id } = request.params;
      if (!isUuid(id)) throw new EfirError('tenant-not-found');
      const tenantId = id as TenantId;
      await leaveTenant(database, { tenantId, userId });
      request.log.info({ user_id: userId, left_tenant_id: tenantId }, 'account left');
      if (sessionId !== undefined && caller.tenantId === tenantId) {
        const secret = await lookElsewhere(database, userId, readVisitor(request));
        if (secret === undefined) dropSessionCookie(request, reply);
        else keepSessionCookie(request, reply, secret);
      }
      database.hints.send('people', userId);
      return reply.code(204).send(null);
    },
  );
}
