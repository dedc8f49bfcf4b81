import type { RecordingId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';
import { type DeliveryTarget, enqueueDeliveries, type NewDelivery } from './enqueue-delivery.ts';
import { type NewsType, writeNews } from './news.ts';

export interface News {
  readonly type: NewsType;
  readonly recordingId: RecordingId;
  /** Where this recording's own news goes, beside the webhooks. */
  readonly callbackUrl: string | undefined;
}

/**
 * Tells what happened to everybody who wants to know: the tenant's webhooks and the recordings' callbacks. `describe`
 * is asked for the data of a piece of news only when somebody wants it.
 */
export async function announceNews(
  tx: TenantTx,
  news: readonly News[],
  describe: (news: News) => Promise<object>,
): Promise<void> {
  const webhooks = await tx
    .selectFrom('webhooks')
    .select(['id', 'events'])
    .orderBy('id')
    // One that is deleted just now must not undo what is announced: its deletion waits for the rows, and takes them.
    .forKeyShare()
    .execute();
  const deliveries: NewDelivery[] = [];
  for (const one of news) {
    const targets: DeliveryTarget[] = webhooks
      .filter((webhook) => webhook.events.includes(one.type))
      .map((webhook) => ({ webhookId: webhook.id }));
    if (one.callbackUrl !== undefined) targets.push({ callbackUrl: one.callbackUrl });
    if (targets.length === 0) continue;
    const { type, recordingId } = one;
    const body = writeNews(type, await describe(one));
    deliveries.push(...targets.map((target) => ({ target, recordingId, type, body })));
  }
  await enqueueDeliveries(tx, deliveries);
}
