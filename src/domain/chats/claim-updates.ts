import { sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import type { BotIdentity } from './bot.ts';

/** An update that is this process's to handle, until its claim is over. */
export interface ClaimedUpdate {
  readonly id: number;
  readonly line: number;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly claim: string;
  /** How often it was taken so far, this time included; failures that were nobody's fault aside. */
  readonly tries: number;
  readonly receivedAt: Date;
}

/**
 * Takes due updates for `lease` seconds: of each line the oldest that waits, and urgent ones beside their line. Any
 * number of processes may ask at once: each update is given to one, and the next of a line to nobody before it is done.
 *
 * Steps through the lines by index, so that the cost follows their number and not how much waits in them. That a claim
 * survives a power cut is worth nothing, so its commit waits for no disk.
 */
export async function claimUpdates(
  database: Database,
  bot: BotIdentity,
  { limit, lease }: { readonly limit: number; readonly lease: number },
): Promise<ClaimedUpdate[]> {
  const { rows } = await database.withTenant(bot.tenantId, (tx) =>
    sql<ClaimedUpdate>`
      with recursive heads as (
        (select line, id, due_at from chat_updates
         where bot_id = ${bot.id} and state = 'waiting' and not urgent order by line, id limit 1)
        union all
        select next.line, next.id, next.due_at from heads, lateral (
          select line, id, due_at from chat_updates
          where bot_id = ${bot.id} and state = 'waiting' and not urgent and line > heads.line
          order by line, id limit 1
        ) next
      ), due as (
        (select id, true as urgent from chat_updates
         where bot_id = ${bot.id} and state = 'waiting' and urgent and due_at <= now())
        union all
        (select id, false from heads where due_at <= now())
        order by urgent desc, id limit ${limit}
      ), locked as (
        select id from chat_updates
        where bot_id = ${bot.id} and id in (select id from due) and state = 'waiting' and due_at <= now()
        order by id for update skip locked
      )
      update chat_updates
      set claim = gen_random_uuid(), tries = tries + 1, due_at = now() + make_interval(secs => ${lease})
      from locked, (select set_config('synchronous_commit', 'off', true)) as unhurried
      where bot_id = ${bot.id} and chat_updates.id = locked.id
      returning chat_updates.id, line, payload, claim, tries, received_at as "receivedAt"`.execute(tx),
  );
  return rows.toSorted((a, b) => a.id - b.id);
}
