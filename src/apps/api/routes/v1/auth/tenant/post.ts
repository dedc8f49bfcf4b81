import { z } from 'zod';
import { EfirError } from '../../../../../../core/errors.ts';
import { isUuid, type TenantId } from '../../../../../../core/ids.ts';
import { describeSignedIn, requireUser, switchTenant } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { presentSignedIn, signedInSchema } from '../../../../schemas/identity.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';
import { readSessionCookie } from '../../../../session-cookie.ts';

const bodySchema = z.strictObject({ tenant_id: z.string().max(100).meta({ format: 'uuid' }) });

export function postTenantSwitch(app: ApiServer, { authentication, database }: ApiContext): void {
  app.post(
    '/v1/auth/tenant',
    {
      config: { person: true },
      schema: {
        tags: ['people'],
        summary: 'Look at another account of the same user, at this browser',
        body: bodySchema,
        response: { 200: signedInSchema, ...failures },
      },
    },
    async (request) => {
      const { sessionId, userId } = requireUser(callerOf(request));
      const tenantId = request.body.tenant_id as TenantId;
      if (sessionId === undefined) throw new EfirError('sign-in-not-found');
      if (!isUuid(tenantId)) throw new EfirError('tenant-not-found');
      await switchTenant(database, { sessionId, tenantId, userId });
      database.hints.send('people', userId);
      const caller = await authentication.session(readSessionCookie(request) ?? '');
      const signedIn = await describeSignedIn(database, caller ?? null);
      if (!signedIn) throw new EfirError('tenant-not-found');
      return presentSignedIn(signedIn);
    },
  );
}
