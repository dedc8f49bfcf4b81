import { createHash } from 'node:crypto';
import { createDeliveryId, type DeliveryId, type RecordingId, type WebhookId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';

export interface NewDelivery {
  readonly target: DeliveryTarget;
  /** What goes when this recording is deleted; absent: the delivery is made in any case. */
  readonly recordingId?: RecordingId;
  /** `recording.succeeded`: told with the body, and shown in the log of deliveries. */
  readonly type: string;
  /** JSON. Every try sends these very bytes. */
  readonly body: string;
}

export type DeliveryTarget =
  | { readonly kind: 'webhook'; readonly webhookId: WebhookId; readonly paused: boolean }
  | { readonly kind: 'callback'; readonly url: string }
  /** A queue of the broker; `expires` as in `PublishOptions`: seconds without use after which the queue goes. */
  | { readonly kind: 'queue'; readonly queue: string; readonly expires?: number };

/**
 * Writes news down that is to reach a program outside, in the transaction that makes it true: then it is sent at
 * least once, under one id. After the commit the caller sends the hint `deliveries`, so that it goes out at once.
 */
export async function enqueueDelivery(tx: TenantTx, delivery: NewDelivery): Promise<DeliveryId> {
  const { target } = delivery;
  const id = createDeliveryId();
  await tx
    .insertInto('deliveries')
    .values({
      tenant_id: tx.tenantId,
      id,
      target: target.kind,
      webhook_id: target.kind === 'webhook' ? target.webhookId : null,
      url: target.kind === 'callback' ? target.url : null,
      queue: target.kind === 'queue' ? target.queue : null,
      expires: target.kind === 'queue' ? (target.expires ?? null) : null,
      lane: nameLane(tx, target),
      recording_id: delivery.recordingId ?? null,
      type: delivery.type,
      body: delivery.body,
      state: target.kind === 'webhook' && target.paused ? 'held' : 'waiting',
    })
    .execute();
  return id;
}

/** The dispatcher reads lanes of all tenants: they say which deliveries meet, and not where they go. */
function nameLane(tx: TenantTx, target: DeliveryTarget): string {
  if (target.kind === 'queue') return 'queue';
  if (target.kind === 'webhook') return `webhook:${target.webhookId}`;
  const place = `${tx.tenantId} ${new URL(target.url).host}`;
  return `callback:${createHash('sha256').update(place).digest('base64url').slice(0, 22)}`;
}
