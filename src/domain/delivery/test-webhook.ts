import { EfirError } from '../../core/errors.ts';
import type { TenantId, WebhookId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { Delivery } from './delivery.ts';
import { enqueueDeliveries } from './enqueue-delivery.ts';
import { readDelivery } from './find-deliveries.ts';
import { testType, writeNews } from './news.ts';
import { lockWebhook } from './webhook.ts';

/** Sends a webhook news that says nothing. Rejects with `webhook-not-found` and `webhook-paused`. */
export async function testWebhook(
  database: Database,
  tenantId: TenantId,
  webhookId: WebhookId,
): Promise<Delivery> {
  const delivery = await database.withTenant(tenantId, async (tx) => {
    const { state } = await lockWebhook(tx, webhookId);
    if (state === 'paused') throw new EfirError('webhook-paused', { id: webhookId });
    const body = writeNews(testType, { webhook_id: webhookId });
    const [id] = await enqueueDeliveries(tx, [{ target: { webhookId }, type: testType, body }]);
    if (id === undefined) throw new EfirError('internal', { detail: 'nothing was enqueued' });
    return readDelivery(tx, id);
  });
  database.hints.send('deliveries', webhookId);
  return delivery;
}
