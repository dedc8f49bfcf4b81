import { EfirError } from '../../core/errors.ts';
import type { Database } from '../../db/database.ts';
import { authenticateApiKey, requireScope } from '../../domain/identity/index.ts';
import type { ApiServer } from './server.ts';

/** Lets nobody to a route with a scope without a key that has it. Runs before anything of the body is read. */
export function authenticateRequests(app: ApiServer, database: Database): void {
  app.addHook('onRequest', async (request) => {
    const { scope } = request.routeOptions.config;
    if (scope === undefined) return;
    const caller = await authenticateApiKey(database, readBearer(request.headers.authorization));
    request.caller = caller;
    request.log = request.log.child({ tenant_id: caller.tenantId });
    requireScope(caller, scope);
  });
}

function readBearer(header: string | undefined): string {
  const [, key] = /^Bearer +(\S+) *$/i.exec(header ?? '') ?? [];
  if (key === undefined) throw new EfirError('unauthorised');
  return key;
}
