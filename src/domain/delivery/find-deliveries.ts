import { EfirError } from '../../core/errors.ts';
import { type DeliveryId, isUuid, type RecordingId, type TenantId, type WebhookId } from '../../core/ids.ts';
import type { Database, TenantRead } from '../../db/database.ts';
import type { DeliveryState } from '../../db/schema.ts';
import { type Delivery, type DeliveryTry, deliveryColumns, toDelivery } from './delivery.ts';

export interface DeliveryQuery {
  readonly tenantId: TenantId;
  readonly webhookId?: WebhookId | undefined;
  readonly recordingId?: RecordingId | undefined;
  readonly state?: DeliveryState | undefined;
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

export interface DeliveryPage {
  readonly deliveries: readonly Delivery[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

/** The log of a tenant's deliveries, newest first, page by page. Rejects with `request-invalid` for a cursor of another make. */
export async function findDeliveries(database: Database, query: DeliveryQuery): Promise<DeliveryPage> {
  const { cursor, limit } = query;
  if (cursor !== undefined && !isUuid(cursor)) {
    throw new EfirError('request-invalid', { detail: 'cursor: not one that was given out here' });
  }
  const rows = await database.readTenant(query.tenantId, (tx) => {
    let select = tx
      .selectFrom('deliveries')
      .select(deliveryColumns)
      // Ids carry their time.
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (query.webhookId) select = select.where('webhook_id', '=', query.webhookId);
    if (query.recordingId) select = select.where('recording_id', '=', query.recordingId);
    if (query.state) select = select.where('state', '=', query.state);
    if (cursor !== undefined) select = select.where('id', '<', cursor as DeliveryId);
    return select.execute();
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const deliveries = page.map(toDelivery);
  return rows.length > limit && last ? { deliveries, nextCursor: last.id } : { deliveries };
}

/** One delivery with its body and every try. Rejects with `delivery-not-found`. */
export async function getDelivery(
  database: Database,
  tenantId: TenantId,
  deliveryId: DeliveryId,
): Promise<Delivery & { readonly body: string; readonly log: readonly DeliveryTry[] }> {
  return database.readTenant(tenantId, async (tx) => {
    const delivery = await readDelivery(tx, deliveryId);
    const { body } = await tx
      .selectFrom('deliveries')
      .select('body')
      .where('id', '=', deliveryId)
      .executeTakeFirstOrThrow();
    const tries = await tx
      .selectFrom('delivery_tries')
      .selectAll()
      .where('delivery_id', '=', deliveryId)
      .orderBy('number')
      .execute();
    const log = tries.map((row) => ({
      number: row.number,
      startedAt: row.started_at,
      milliseconds: row.milliseconds ?? undefined,
      status: row.status ?? undefined,
      error: row.error ?? undefined,
      answer: row.answer ?? undefined,
    }));
    return { ...delivery, body, log };
  });
}

/** One delivery inside a transaction. Rejects with `delivery-not-found`. */
export async function readDelivery(tx: TenantRead, deliveryId: DeliveryId): Promise<Delivery> {
  const row = await tx
    .selectFrom('deliveries')
    .select(deliveryColumns)
    .where('id', '=', deliveryId)
    .executeTakeFirst();
  if (!row) throw new EfirError('delivery-not-found', { id: deliveryId });
  return toDelivery(row);
}
