import { sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import type { DeliveryId, TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { Delivery } from './delivery.ts';
import { readDelivery } from './find-deliveries.ts';
import { lockWebhook } from './webhook.ts';

/**
 * Sends a delivery again, now, whatever became of it: the same bytes under the same id, with the whole schedule of
 * retries before it. One whose sending is under way is left to it. Rejects with `delivery-not-found`, and with
 * `webhook-paused`.
 */
export async function resendDelivery(
  database: Database,
  tenantId: TenantId,
  deliveryId: DeliveryId,
): Promise<Delivery> {
  const delivery = await database.withTenant(tenantId, async (tx) => {
    const { webhookId } = await readDelivery(tx, deliveryId);
    if (webhookId !== undefined) {
      const { state } = await lockWebhook(tx, webhookId);
      if (state === 'paused') throw new EfirError('webhook-paused', { id: webhookId });
    }
    await tx
      .updateTable('deliveries')
      .set({ state: 'waiting', due_at: sql<Date>`now()`, claim: null, failures: 0, finished_at: null })
      .where('id', '=', deliveryId)
      .where(sql<boolean>`(claim is null or due_at <= now())`)
      .execute();
    return readDelivery(tx, deliveryId);
  });
  database.hints.send('deliveries', deliveryId);
  return delivery;
}
