import type { Selectable } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import type { WebhookId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';
import type { Schema, StoredError } from '../../db/schema.ts';
import type { NewsType } from './news.ts';

/** A webhook as its owner sees it: all but its secret. */
export interface Webhook {
  readonly id: WebhookId;
  readonly url: string;
  readonly events: readonly NewsType[];
  readonly state: 'active' | 'paused';
  /** Why it is paused, where nobody asked for it. */
  readonly reason: StoredError | undefined;
  /** Deliveries in a row that were given up. */
  readonly failures: number;
  readonly createdAt: Date;
}

export const webhookColumns = ['id', 'url', 'events', 'state', 'reason', 'failures', 'created_at'] as const;

export function toWebhook(
  row: Pick<Selectable<Schema['webhooks']>, (typeof webhookColumns)[number]>,
): Webhook {
  return {
    id: row.id,
    url: row.url,
    events: row.events as NewsType[],
    state: row.state,
    reason: row.reason ?? undefined,
    failures: row.failures,
    createdAt: row.created_at,
  };
}

/** Locks a webhook before any of its deliveries, in the order of everybody who needs both. Rejects with `webhook-not-found`. */
export async function lockWebhook(tx: TenantTx, webhookId: WebhookId): Promise<Webhook> {
  const row = await tx
    .selectFrom('webhooks')
    .select(webhookColumns)
    .where('id', '=', webhookId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new EfirError('webhook-not-found', { id: webhookId });
  return toWebhook(row);
}
