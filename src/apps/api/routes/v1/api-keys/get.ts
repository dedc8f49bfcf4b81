import { z } from 'zod';
import { listApiKeys } from '../../../../../domain/identity/index.ts';
import { apiKeySchema, presentApiKey } from '../../../schemas/api-key.ts';
import { failures } from '../../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

export function listKeys(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/api-keys',
    {
      config: { scope: 'keys:write' },
      schema: {
        tags: ['api keys'],
        summary: 'List API keys, the revoked ones included, newest first',
        response: { 200: z.object({ api_keys: z.array(apiKeySchema) }), ...failures },
      },
    },
    async (request) => ({
      api_keys: (await listApiKeys(database, callerOf(request).tenantId)).map(presentApiKey),
    }),
  );
}
