import { z } from 'zod';
import { renameTenant } from '../../../../../domain/identity/index.ts';
import { failures } from '../../../schemas/error.ts';
import { personNameSchema, tenantSchema } from '../../../schemas/identity.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

export function patchTenant(app: ApiServer, { database }: ApiContext): void {
  app.patch(
    '/v1/tenant',
    {
      config: { scope: 'tenant:write' },
      schema: {
        tags: ['people'],
        summary: 'Rename the account',
        body: z.strictObject({ name: personNameSchema }),
        response: { 200: tenantSchema, ...failures },
      },
    },
    async (request) => renameTenant(database, callerOf(request).tenantId, request.body.name),
  );
}
