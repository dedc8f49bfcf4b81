import { sql } from 'kysely';
import type { ErrorRecord } from '../../core/errors.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import type { BotIdentity } from './bot.ts';
import type { ClaimedUpdate } from './claim-updates.ts';
import { cleanValue } from './clean-value.ts';

/**
 * Runs `work` and marks the update handled in one transaction: it happens once or not at all. False, and nothing was
 * done, when the claim is over and somebody else has it. Rejects with what `work` rejects with.
 */
export async function handleUpdate(
  database: Database,
  bot: BotIdentity,
  claimed: ClaimedUpdate,
  work: (tx: TenantTx) => Promise<void>,
): Promise<boolean> {
  return database.withTenant(bot.tenantId, async (tx) => {
    if (!(await holdClaim(tx, bot, claimed))) return false;
    await work(tx);
    await settle(tx, bot, claimed, { state: 'handled' });
    return true;
  });
}

/** Gives an update up, with the reason; `work` says so to the person. False when somebody else has it. */
export async function refuseUpdate(
  database: Database,
  bot: BotIdentity,
  claimed: ClaimedUpdate,
  { error, work }: { readonly error: ErrorRecord; readonly work: (tx: TenantTx) => Promise<void> },
): Promise<boolean> {
  return database.withTenant(bot.tenantId, async (tx) => {
    if (!(await holdClaim(tx, bot, claimed))) return false;
    await work(tx);
    await settle(tx, bot, claimed, { state: 'refused', error });
    return true;
  });
}

/**
 * Lets an update wait for some seconds before it is tried again. `counts`: whether the failure was the update's own,
 * and not of the things around it.
 */
export async function putOffUpdate(
  database: Database,
  bot: BotIdentity,
  { id, claim }: ClaimedUpdate,
  put: { readonly seconds: number; readonly error: ErrorRecord; readonly counts: boolean },
): Promise<void> {
  await database.withTenant(bot.tenantId, (tx) =>
    tx
      .updateTable('chat_updates')
      .set({
        claim: null,
        error: writeError(put.error),
        due_at: sql<Date>`clock_timestamp() + make_interval(secs => ${put.seconds})`,
        ...(put.counts ? {} : { tries: sql<number>`tries - 1` }),
      })
      .where('bot_id', '=', bot.id)
      .where('id', '=', id)
      .where('claim', '=', claim)
      .where('state', '=', 'waiting')
      .execute(),
  );
}

/** An error as a row keeps it: its values may hold what somebody wrote, cut anywhere. */
export function writeError(error: ErrorRecord): string {
  return JSON.stringify(cleanValue(error));
}

/** Nobody else takes the update before this transaction is over, however long that lasts. */
async function holdClaim(tx: TenantTx, bot: BotIdentity, { id, claim }: ClaimedUpdate): Promise<boolean> {
  const row = await tx
    .selectFrom('chat_updates')
    .select('id')
    .where('bot_id', '=', bot.id)
    .where('id', '=', id)
    .where('claim', '=', claim)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

async function settle(
  tx: TenantTx,
  bot: BotIdentity,
  { id }: ClaimedUpdate,
  { state, error }: { readonly state: 'handled' | 'refused'; readonly error?: ErrorRecord },
): Promise<void> {
  await tx
    .updateTable('chat_updates')
    .set({
      state,
      claim: null,
      error: error ? writeError(error) : null,
      handled_at: sql<Date>`clock_timestamp()`,
      // What was refused is left whole for two days, for whoever looks why.
      ...(state === 'handled' ? { payload: idsOfPayload } : {}),
    })
    .where('bot_id', '=', bot.id)
    .where('id', '=', id)
    .execute();
}

/** Of a handled update the ids of its message stay (`known-ids.ts`), and nothing that somebody wrote. */
const idsOfPayload = sql<string>`(
  select jsonb_build_object('message', jsonb_build_object(
    'message_id', message->'message_id', 'chat', jsonb_build_object('id', message->'chat'->'id')))
  from (select coalesce(
    payload->'message', payload->'edited_message', payload->'callback_query'->'message') as message) seen)`;
