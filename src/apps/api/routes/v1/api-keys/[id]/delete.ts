import { z } from 'zod';
import { EfirError } from '../../../../../../core/errors.ts';
import { type ApiKeyId, isUuid } from '../../../../../../core/ids.ts';
import { revokeApiKey } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

const paramsSchema = z.object({ id: z.string().meta({ format: 'uuid' }) });

export function deleteApiKey(app: ApiServer, { database, keyring }: ApiContext): void {
  app.delete(
    '/v1/api-keys/:id',
    {
      config: { scope: 'keys:write' },
      schema: {
        tags: ['api keys'],
        summary: 'Revoke an API key, at once and for good',
        params: paramsSchema,
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if (!isUuid(id)) throw new EfirError('api-key-not-found', { id });
      await revokeApiKey(database, callerOf(request).tenantId, id as ApiKeyId);
      keyring.forget(id as ApiKeyId);
      request.log.info({ api_key_id: id }, 'API key revoked');
      return reply.code(204).send(null);
    },
  );
}
