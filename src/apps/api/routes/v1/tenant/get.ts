import { EfirError } from '../../../../../core/errors.ts';
import { findTenant } from '../../../../../domain/identity/index.ts';
import { failures } from '../../../schemas/error.ts';
import { tenantSchema } from '../../../schemas/identity.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

export function getTenant(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/tenant',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['people'],
        summary: 'The account that is asked',
        response: { 200: tenantSchema, ...failures },
      },
    },
    async (request) => {
      const tenant = await findTenant(database, callerOf(request).tenantId);
      if (!tenant) throw new EfirError('tenant-not-found');
      return tenant;
    },
  );
}
