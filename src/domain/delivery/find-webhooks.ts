import { EfirError } from '../../core/errors.ts';
import type { TenantId, WebhookId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import { toWebhook, type Webhook, webhookColumns } from './webhook.ts';

/** All webhooks of a tenant, newest first. */
export async function listWebhooks(database: Database, tenantId: TenantId): Promise<Webhook[]> {
  const rows = await database.readTenant(tenantId, (tx) =>
    tx.selectFrom('webhooks').select(webhookColumns).orderBy('id', 'desc').execute(),
  );
  return rows.map(toWebhook);
}

/** Rejects with `webhook-not-found`. */
export async function getWebhook(
  database: Database,
  tenantId: TenantId,
  webhookId: WebhookId,
): Promise<Webhook> {
  const row = await database.readTenant(tenantId, (tx) =>
    tx.selectFrom('webhooks').select(webhookColumns).where('id', '=', webhookId).executeTakeFirst(),
  );
  if (!row) throw new EfirError('webhook-not-found', { id: webhookId });
  return toWebhook(row);
}
