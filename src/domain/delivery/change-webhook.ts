import { EfirError } from '../../core/errors.ts';
import type { TenantId, WebhookId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { WebClient } from '../../ports/web-client.ts';
import type { NewsType } from './news.ts';
import { toWebhook, type Webhook, webhookColumns } from './webhook.ts';

export interface WebhookChange {
  readonly url?: string | undefined;
  readonly events?: readonly NewsType[] | undefined;
  /** `active` also forgets the failures; what the webhook missed while it was paused is sent then. */
  readonly state?: Webhook['state'] | undefined;
}

/** Changes what is given. Rejects with `webhook-not-found` and `url-forbidden`. */
export async function changeWebhook(
  database: Database,
  { web }: { web: Pick<WebClient, 'checkTarget'> },
  tenantId: TenantId,
  { webhookId, change }: { webhookId: WebhookId; change: WebhookChange },
): Promise<Webhook> {
  const url = change.url === undefined ? undefined : await web.checkTarget(change.url);
  const row = await database.withTenant(tenantId, (tx) =>
    tx
      .updateTable('webhooks')
      .set({
        // Something to set, also where nothing changes.
        id: webhookId,
        ...(url === undefined ? {} : { url }),
        ...(change.events === undefined ? {} : { events: [...new Set(change.events)] }),
        ...(change.state === undefined ? {} : { state: change.state, reason: null, failures: 0 }),
      })
      .where('id', '=', webhookId)
      .returning(webhookColumns)
      .executeTakeFirst(),
  );
  if (!row) throw new EfirError('webhook-not-found', { id: webhookId });
  if (change.state === 'active') database.hints.send('deliveries', webhookId);
  return toWebhook(row);
}
