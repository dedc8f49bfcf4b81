import { z } from 'zod';
import { createApiKey, requireScope, scopes, toAuthor } from '../../../../../domain/identity/index.ts';
import { apiKeySchema, presentApiKey } from '../../../schemas/api-key.ts';
import { failures } from '../../../schemas/error.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

const bodySchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'name-unusable')
    .max(100, 'name-unusable')
    .regex(/^\P{Cc}*$/u, 'name-unusable'),
  scopes: z.array(z.enum(scopes)).min(1).meta({ description: 'At most those of the key that asks' }),
  expires_at: z.iso.datetime({ offset: true }).optional(),
});
const createdSchema = apiKeySchema.extend({
  key: z.string().meta({ description: 'The key itself: shown now and never again' }),
});

export function postApiKey(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/api-keys',
    {
      config: { scope: 'keys:write' },
      schema: {
        tags: ['api keys'],
        summary: 'Make an API key',
        body: bodySchema,
        response: { 201: createdSchema, ...failures },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { name, scopes: wanted, expires_at: expiry } = request.body;
      // A key gives away no more than it has.
      for (const scope of wanted) requireScope(caller, scope);
      const { apiKey, key } = await createApiKey(database, {
        tenantId: caller.tenantId,
        name,
        scopes: wanted,
        expiresAt: expiry === undefined ? undefined : new Date(expiry),
        userId: toAuthor(caller.by).user_id ?? undefined,
      });
      request.log.info({ api_key_id: apiKey.id }, 'API key made');
      reply.code(201).header('cache-control', 'no-store');
      return { ...presentApiKey(apiKey), key };
    },
  );
}
