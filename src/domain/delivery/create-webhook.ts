import { EfirError } from '../../core/errors.ts';
import { createWebhookId, type TenantId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import type { WebClient } from '../../ports/web-client.ts';
import { type NewsType, newsTypes } from './news.ts';
import { createSigningSecret, writeSecretText } from './signing-secret.ts';
import { toWebhook, type Webhook, webhookColumns } from './webhook.ts';

/** Each end of a recording writes a row for each webhook. */
const mostWebhooks = 20;

export interface NewWebhook {
  readonly tenantId: TenantId;
  readonly url: string;
  /** Absent: all news. */
  readonly events?: readonly NewsType[] | undefined;
}

/**
 * Makes a webhook. `secret` is shown now and never again. Rejects with `url-forbidden`, and with `webhooks-full`
 * (limit).
 */
export async function createWebhook(
  database: Database,
  { web }: { web: Pick<WebClient, 'checkTarget'> },
  input: NewWebhook,
): Promise<{ webhook: Webhook; secret: string }> {
  const url = await web.checkTarget(input.url);
  const secret = createSigningSecret();
  const row = await database.withTenant(input.tenantId, async (tx) => {
    await makeRoom(tx);
    return tx
      .insertInto('webhooks')
      .values({
        tenant_id: tx.tenantId,
        id: createWebhookId(),
        url,
        events: [...new Set(input.events ?? newsTypes)],
        secret,
      })
      .returning(webhookColumns)
      .executeTakeFirstOrThrow();
  });
  return { webhook: toWebhook(row), secret: writeSecretText(secret) };
}

/** Counts under the tenant's lock, so that two at once cannot both be the last. */
async function makeRoom(tx: TenantTx): Promise<void> {
  await tx.selectFrom('tenants').select('id').forNoKeyUpdate().execute();
  const { count } = await tx
    .selectFrom('webhooks')
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (count >= mostWebhooks) throw new EfirError('webhooks-full', { limit: mostWebhooks });
}
