import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { DeliveryId, RecordingId, TenantId, WebhookId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import { formerSecret, listSecrets, readSigningSecrets } from './signing-secret.ts';

/** A delivery that is this process's to send, until its claim is over. */
export interface ClaimedDelivery {
  readonly tenantId: TenantId;
  readonly id: DeliveryId;
  readonly claim: string;
  /** Of this try, from 1. */
  readonly number: number;
  readonly lane: string;
  readonly webhookId: WebhookId | undefined;
  readonly recordingId: RecordingId | undefined;
  readonly type: string;
  readonly url: string;
  readonly secrets: readonly Buffer[];
  readonly body: string;
}

/**
 * Takes due deliveries of one tenant, for `lease` seconds: a row of the log is there before anything is sent, and who
 * dies in between is followed by another try under the same id. Any number of processes may ask for the same ones:
 * each is given to one. Those of a webhook that was paused meanwhile are left.
 */
export async function claimDeliveries(
  database: Database,
  tenantId: TenantId,
  { ids, lease }: { ids: readonly DeliveryId[]; lease: number },
): Promise<ClaimedDelivery[]> {
  return database.withTenant(tenantId, async (tx) => {
    const rows = await lockDue(tx, ids);
    const claimed: ClaimedDelivery[] = [];
    for (const { former, secret, webhookUrl, callbackUrl, ...row } of rows) {
      const url = webhookUrl ?? callbackUrl;
      if (url === null) continue;
      const secrets = secret ? listSecrets({ secret, former }) : await readSigningSecrets(tx);
      claimed.push({ ...row, tenantId, url, secrets, claim: randomUUID() });
    }
    await storeClaims(tx, claimed, lease);
    return claimed;
  });
}

/** Gives a delivery back that was not sent, or may not have been: it is due at once, for whoever finds it. */
export async function releaseClaim(
  database: Database,
  { tenantId, id, claim }: ClaimedDelivery,
): Promise<void> {
  await database.withTenant(tenantId, (tx) =>
    tx
      .updateTable('deliveries')
      .set({ claim: null, due_at: sql<Date>`now()` })
      .where('id', '=', id)
      .where('claim', '=', claim)
      .where('state', '=', 'waiting')
      .execute(),
  );
}

async function lockDue(tx: TenantTx, ids: readonly DeliveryId[]) {
  const rows = await tx
    .selectFrom('deliveries')
    .leftJoin('webhooks', 'webhooks.id', 'deliveries.webhook_id')
    .select(['deliveries.id', 'deliveries.lane', 'deliveries.type', 'deliveries.body', 'webhooks.secret'])
    .select(['deliveries.webhook_id', 'deliveries.recording_id', 'deliveries.tries'])
    .select(['webhooks.url as webhookUrl', 'deliveries.url as callbackUrl'])
    .select(formerSecret.as('former'))
    .where('deliveries.id', 'in', ids)
    .where('deliveries.state', '=', 'waiting')
    .where('deliveries.due_at', '<=', sql<Date>`now()`)
    .where(sql<boolean>`webhooks.state is distinct from 'paused'`)
    .forUpdate('deliveries')
    .skipLocked()
    .execute();
  return rows.map(({ webhook_id, recording_id, tries, ...row }) => ({
    ...row,
    webhookId: webhook_id ?? undefined,
    recordingId: recording_id ?? undefined,
    number: tries + 1,
  }));
}

async function storeClaims(tx: TenantTx, claimed: readonly ClaimedDelivery[], lease: number): Promise<void> {
  if (claimed.length === 0) return;
  for (const { id, claim, number } of claimed) {
    await tx
      .updateTable('deliveries')
      .set({ claim, tries: number, due_at: sql<Date>`now() + make_interval(secs => ${lease})` })
      .where('id', '=', id)
      .execute();
  }
  const tries = claimed.map(({ id, number }) => ({ tenant_id: tx.tenantId, delivery_id: id, number }));
  await tx.insertInto('delivery_tries').values(tries).execute();
}
