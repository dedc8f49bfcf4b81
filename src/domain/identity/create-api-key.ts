import { createSecret, hashSecret } from '../../core/credential.ts';
import { createApiKeyId, type TenantId, type UserId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import { type ApiKey, selectApiKeys, toApiKey } from './api-key.ts';
import { writeKeyText } from './key-text.ts';
import type { Scope } from './scopes.ts';

export interface NewApiKey {
  readonly tenantId: TenantId;
  /** For the person who looks at the list of keys later. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt?: Date | undefined;
  /** Who makes it; undefined: the installation, or another key. */
  readonly userId?: UserId | undefined;
}

/** Makes a key. `key` is its text: shown now and never again, because only a hash of its secret is kept. */
export async function createApiKey(
  database: Database,
  input: NewApiKey,
): Promise<{ apiKey: ApiKey; key: string }> {
  const keyId = createApiKeyId();
  const secret = createSecret();
  const row = await database.withTenant(input.tenantId, async (tx) => {
    await tx
      .insertInto('api_keys')
      .values({
        tenant_id: tx.tenantId,
        id: keyId,
        name: input.name,
        secret_hash: hashSecret(secret),
        scopes: [...new Set(input.scopes)],
        expires_at: input.expiresAt ?? null,
        user_id: input.userId ?? null,
      })
      .execute();
    return selectApiKeys(tx).where('api_keys.id', '=', keyId).executeTakeFirstOrThrow();
  });
  return { apiKey: toApiKey(row), key: writeKeyText({ tenantId: input.tenantId, keyId, secret }) };
}
