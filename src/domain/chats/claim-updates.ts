import { sql } from 'kysely';
import type { Database, TenantTx } from '../../db/database.ts';
import type { BotIdentity } from './bot.ts';

/** An update that is this process's to handle, until its claim is over. */
export interface ClaimedUpdate {
  readonly id: number;
  readonly line: number;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly claim: string;
  /** The first try to handle it, the second, …; failures that were nobody's fault aside. */
  readonly tries: number;
  /** Claims before this one that ended without a word: of processes that died, or waited too long for the database. */
  readonly lapses: number;
  readonly receivedAt: Date;
}

/**
 * Updates that are looked at, the oldest first, until enough are found. Most of the first ones are to be had: what is
 * under way is little, and what waits for another try as well.
 */
const looks = [100, 5_000, 2 ** 31 - 1];
/**
 * Seconds at most, but for the spread, for which one is claimed whose claims lapse again and again. Claims that lapsed are
 * spread by a quarter: one update that ends the process takes others with it, which are due at another time next.
 */
const longestLease = 60;
const spread = 0.25;

/**
 * Takes due updates for `lease` seconds, longer after each time that this lapsed: of each line the oldest that waits,
 * and urgent ones beside their line. Any number of processes may ask at once: each update is given to one, and the next
 * of a line to nobody before it is done.
 *
 * Walks an index by age and stops after enough lines, so that the cost follows neither how many wait nor how much in
 * each. That a claim survives a power cut is worth nothing, so its commit waits for no disk.
 */
export async function claimUpdates(
  database: Database,
  bot: BotIdentity,
  { limit, lease }: { readonly limit: number; readonly lease: number },
): Promise<ClaimedUpdate[]> {
  if (limit < 1) return [];
  const claimed: ClaimedUpdate[] = [];
  for (const look of looks) {
    const terms = { limit: limit - claimed.length, lease, look };
    const { looked, taken } = await database.withTenant(bot.tenantId, (tx) => take(tx, bot.id, terms));
    claimed.push(...taken);
    if (claimed.length >= limit || looked < look) break;
  }
  return claimed.toSorted((a, b) => a.id - b.id);
}

/** `looked`: how many of those that are not urgent there are, up to as many as were to be looked at. */
async function take(
  tx: TenantTx,
  botId: number,
  { limit, lease, look }: { readonly limit: number; readonly lease: number; readonly look: number },
): Promise<{ readonly looked: number; readonly taken: readonly ClaimedUpdate[] }> {
  const { rows } = await sql<ClaimedUpdate & { looked: number }>`
    with oldest as materialized (
      select line, id, due_at from chat_updates
      where bot_id = ${botId} and state = 'waiting' and not urgent order by id limit ${look}
    ), heads as (
      select distinct on (line) id, due_at from oldest order by line, id
    ), due as (
      (select id, true as urgent from chat_updates
       where bot_id = ${botId} and state = 'waiting' and urgent and due_at <= now() order by id limit ${limit})
      union all
      (select id, false from heads where due_at <= now())
      order by urgent desc, id limit ${limit}
    ), locked as (
      select id from chat_updates
      where bot_id = ${botId} and id in (select id from due) and state = 'waiting' and due_at <= now()
      order by id for update skip locked
    ), taken as (
      update chat_updates
      set claim = gen_random_uuid(),
        tries = tries + (claim is null)::integer, lapses = lapses + (claim is not null)::integer,
        due_at = now() + make_interval(secs =>
          case when claim is null then 1 else 1 + ${spread}::float8 * (2 * random() - 1) end * least(${Math.max(lease, longestLease)}::float8, ${lease}::float8 * (1 + lapses + (claim is not null)::integer)))
      from locked, (select set_config('synchronous_commit', 'off', true)) as unhurried
      where bot_id = ${botId} and chat_updates.id = locked.id
      returning chat_updates.id, line, payload, claim, tries, lapses, received_at
    )
    select counted.looked, taken.id, line, payload, claim, tries, lapses, received_at as "receivedAt"
    from (select count(*)::float8 as looked from oldest) counted left join taken on true`.execute(tx);
  // One row without an update says that none was to be had.
  const taken = rows.flatMap(({ looked: _, ...update }) => (update.claim === null ? [] : [update]));
  return { looked: rows[0]?.looked ?? 0, taken };
}
