import { EfirError } from '../../core/errors.ts';
import type { TenantId, WebhookId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';

/** Deletes a webhook with its deliveries: what waits is not sent. Rejects with `webhook-not-found`. */
export async function deleteWebhook(
  database: Database,
  tenantId: TenantId,
  webhookId: WebhookId,
): Promise<void> {
  const row = await database.withTenant(tenantId, (tx) =>
    tx.deleteFrom('webhooks').where('id', '=', webhookId).returning('id').executeTakeFirst(),
  );
  if (!row) throw new EfirError('webhook-not-found', { id: webhookId });
}
