import { z } from 'zod';
import { type ApiKey, scopes } from '../../../domain/identity/index.ts';

const time = z.string().meta({ format: 'date-time' });

export const apiKeySchema = z
  .object({
    id: z.string().meta({ format: 'uuid' }),
    name: z.string(),
    scopes: z.array(z.enum(scopes)),
    created_at: time,
    last_used_at: time.nullable().meta({ description: 'To the minute' }),
    expires_at: time.nullable(),
    revoked_at: time.nullable(),
    made_by: z.string().nullable().meta({ description: 'Name of who made it; null: a program' }),
  })
  .meta({ id: 'ApiKey' });

export function presentApiKey(apiKey: ApiKey): z.infer<typeof apiKeySchema> {
  return {
    id: apiKey.id,
    name: apiKey.name,
    scopes: [...apiKey.scopes],
    created_at: apiKey.createdAt.toISOString(),
    last_used_at: apiKey.lastUsedAt?.toISOString() ?? null,
    expires_at: apiKey.expiresAt?.toISOString() ?? null,
    revoked_at: apiKey.revokedAt?.toISOString() ?? null,
    made_by: apiKey.madeBy ?? null,
  };
}
