import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { createDeliveryId, type DeliveryId, type RecordingId, type WebhookId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';

export interface NewDelivery {
  readonly target: DeliveryTarget;
  /** The recording that it tells of: the delivery goes with it. */
  readonly recordingId?: RecordingId;
  readonly type: string;
  /** Every try sends these very bytes. */
  readonly body: string;
}

export type DeliveryTarget = { readonly webhookId: WebhookId } | { readonly callbackUrl: string };

/**
 * Writes down news that is to reach programs outside, in the transaction that makes it true: then it is sent at least
 * once, under one id. After the commit the caller sends the hint `deliveries`, so that it goes out at once.
 */
export async function enqueueDeliveries(
  tx: TenantTx,
  deliveries: readonly NewDelivery[],
): Promise<DeliveryId[]> {
  if (deliveries.length === 0) return [];
  const rows = deliveries.map(({ target, recordingId, type, body }) => ({
    tenant_id: tx.tenantId,
    id: createDeliveryId(),
    webhook_id: 'webhookId' in target ? target.webhookId : null,
    url: 'callbackUrl' in target ? target.callbackUrl : null,
    lane: nameLane(tx, target),
    recording_id: recordingId ?? null,
    type,
    body,
  }));
  await tx.insertInto('deliveries').values(rows).execute();
  await sweepOldDeliveries(tx);
  return rows.map((row) => row.id);
}

/** Days that a delivery stays in the log; one that waits so long belongs to a webhook that nobody resumed. */
const keptDays = 30;

/**
 * A few old deliveries go with each new one; those that somebody else is at are left. Looks at the first few by id, and
 * ids carry their time: to look for old ones among all would read the whole log where there are none.
 */
async function sweepOldDeliveries(tx: TenantTx): Promise<void> {
  const first = tx.selectFrom('deliveries').select('id').orderBy('id').limit(20);
  const old = tx
    .selectFrom('deliveries')
    .select('id')
    .where('id', 'in', first)
    .where('created_at', '<', sql<Date>`now() - make_interval(days => ${keptDays})`)
    .forUpdate()
    .skipLocked();
  await tx.deleteFrom('deliveries').where('id', 'in', old).execute();
}

/** The dispatcher reads lanes of all tenants: they say which deliveries meet, and not where they go. */
function nameLane(tx: TenantTx, target: DeliveryTarget): string {
  if ('webhookId' in target) return `webhook:${target.webhookId}`;
  const place = `${tx.tenantId} ${new URL(target.callbackUrl).host}`;
  return `callback:${createHash('sha256').update(place).digest('base64url').slice(0, 22)}`;
}
