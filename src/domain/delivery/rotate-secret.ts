import { EfirError } from '../../core/errors.ts';
import type { TenantId, WebhookId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import { createSigningSecret, replaceSecret, writeSecretText } from './signing-secret.ts';

/**
 * Gives a webhook a new secret, shown now and never again. The former one signs beside it for a day. Rejects with
 * `webhook-not-found`.
 */
export async function rotateWebhookSecret(
  database: Database,
  tenantId: TenantId,
  webhookId: WebhookId,
): Promise<string> {
  const secret = createSigningSecret();
  const row = await database.withTenant(tenantId, (tx) =>
    tx
      .updateTable('webhooks')
      .set(replaceSecret(secret))
      .where('id', '=', webhookId)
      .returning('id')
      .executeTakeFirst(),
  );
  if (!row) throw new EfirError('webhook-not-found', { id: webhookId });
  return writeSecretText(secret);
}

/** The same for the secret that signs the callbacks of recordings; makes the first one where none was needed yet. */
export async function rotateCallbackSecret(database: Database, tenantId: TenantId): Promise<string> {
  const secret = createSigningSecret();
  await database.withTenant(tenantId, async (tx) => {
    const replaced = await tx
      .updateTable('signing_secrets')
      .set(replaceSecret(secret))
      .where('tenant_id', '=', tenantId)
      .returning('tenant_id')
      .executeTakeFirst();
    if (replaced) return;
    await tx
      .insertInto('signing_secrets')
      .values({ tenant_id: tenantId, secret })
      .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ secret }))
      .execute();
  });
  return writeSecretText(secret);
}
