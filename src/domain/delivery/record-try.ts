import { sql } from 'kysely';
import type { EfirError } from '../../core/errors.ts';
import type { WebhookId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import { judgeTry, type TryFate } from './judge-try.ts';
import { lockWebhook } from './webhook.ts';

export interface DeliveryTryResult {
  readonly milliseconds: number;
  readonly status?: number;
  readonly retryAfter?: number | undefined;
  readonly answer?: string;
  /** In place of an answer. */
  readonly error?: EfirError;
}

export interface RecordedTry {
  /** `superseded`: the delivery is gone, or has gone its way without this try. */
  readonly state: TryFate['state'] | 'superseded';
  /** Present when this failure was one too many. */
  readonly pausedWebhook?: WebhookId;
}

/** Failed deliveries in a row after which a webhook is paused. */
const mostFailures = 10;
/** Characters of an answer that are kept. */
const keptAnswer = 500;

/**
 * Stores what came of a try, and decides what follows: delivered, tried again by the schedule (seconds), or failed.
 * A webhook with too many failed deliveries in a row is paused. A success counts also when its claim is over.
 */
export async function recordTry(
  database: Database,
  claimed: ClaimedDelivery,
  { result, schedule }: { result: DeliveryTryResult; schedule: readonly number[] },
): Promise<RecordedTry> {
  return database.withTenant(claimed.tenantId, async (tx) => {
    // The webhook's row before the delivery's, in the order of everybody who needs both.
    const webhook = claimed.webhookId && (await findAndLock(tx, claimed.webhookId));
    const row = await tx
      .selectFrom('deliveries')
      .select(['state', 'claim', 'failures'])
      .where('id', '=', claimed.id)
      .forUpdate()
      .executeTakeFirst();
    if (!row) return { state: 'superseded' };
    const outcome = result.error
      ? { error: result.error }
      : { status: result.status ?? 0, retryAfter: result.retryAfter };
    const fate = judgeTry(schedule, row.failures, outcome);
    await storeTry(tx, claimed, result, fate);
    const ours = row.claim === claimed.claim || fate.state === 'delivered';
    if (row.state !== 'waiting' || !ours) return { state: 'superseded' };
    await storeFate(tx, claimed, result, fate);
    const paused = webhook && (await countForWebhook(tx, webhook, fate));
    return { state: fate.state, ...(paused && webhook ? { pausedWebhook: webhook.id } : {}) };
  });
}

async function findAndLock(tx: TenantTx, id: WebhookId) {
  return lockWebhook(tx, id).catch(() => undefined);
}

async function storeTry(
  tx: TenantTx,
  { id, number }: ClaimedDelivery,
  result: DeliveryTryResult,
  fate: TryFate,
): Promise<void> {
  await tx
    .updateTable('delivery_tries')
    .set({
      milliseconds: result.milliseconds,
      status: result.status ?? null,
      error: fate.state === 'delivered' ? null : JSON.stringify(fate.error),
      answer: result.answer === undefined ? null : cleanText(result.answer),
    })
    .where('delivery_id', '=', id)
    .where('number', '=', number)
    .execute();
}

/** What the database can keep of bytes that anybody chose. */
function cleanText(text: string): string {
  return [...text.replaceAll('\0', '').toWellFormed()].slice(0, keptAnswer).join('');
}

async function storeFate(
  tx: TenantTx,
  { id }: ClaimedDelivery,
  { status }: DeliveryTryResult,
  fate: TryFate,
): Promise<void> {
  const failed = fate.state !== 'delivered';
  await tx
    .updateTable('deliveries')
    .set({
      state: fate.state,
      claim: null,
      status: status ?? null,
      error: failed ? JSON.stringify(fate.error) : null,
      ...(failed ? { failures: sql<number>`failures + 1` } : {}),
      ...(fate.state === 'waiting'
        ? { due_at: sql<Date>`clock_timestamp() + make_interval(secs => ${fate.delay})` }
        : { finished_at: sql<Date>`now()` }),
    })
    .where('id', '=', id)
    .execute();
}

/** True when the webhook is paused now. */
async function countForWebhook(
  tx: TenantTx,
  webhook: { readonly id: WebhookId; readonly failures: number; readonly state: 'active' | 'paused' },
  { state }: TryFate,
): Promise<boolean> {
  if (state === 'waiting' || (state === 'delivered' && webhook.failures === 0)) return false;
  const failures = state === 'delivered' ? 0 : webhook.failures + 1;
  const pause = failures >= mostFailures && webhook.state === 'active';
  const reason = { code: 'webhook-failing', args: { failures } };
  await tx
    .updateTable('webhooks')
    .set({ failures, ...(pause ? { state: 'paused', reason: JSON.stringify(reason) } : {}) })
    .where('id', '=', webhook.id)
    .execute();
  return pause;
}
