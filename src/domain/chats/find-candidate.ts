import { sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import type { BotIdentity } from './bot.ts';
import type { ClaimedMessage } from './claim-messages.ts';
import { highestKnownId, recentIds } from './known-ids.ts';
import { firstSupergroup } from './pace-limits.ts';

/** Ids that are tried at most before a message counts as never sent. */
const mostProbes = 25;
/** Ids beyond the highest known one in which it is looked for: so many may come in without our knowing of them. */
const beyond = 10;
/** Seconds from the beginning of a sending to when it is over for certain. */
const longestSending = 60;

/**
 * Where a message that may be in the chat is looked for next: the lowest id above its floor that nobody knows, and not
 * above one that was sent certainly later. Undefined when everything was tried.
 */
export async function findCandidate(
  database: Database,
  bot: BotIdentity,
  { id, chatId, floorId, probes }: ClaimedMessage,
): Promise<number | undefined> {
  if (probes >= mostProbes) return undefined;
  const chat = sql`${chatId}::bigint`;
  const sameCount = sql`(other.chat_id = ${chat} or (other.chat_id > ${firstSupergroup} and ${chat} > ${firstSupergroup}))`;
  const { rows } = await database.readTenant(bot.tenantId, (tx) =>
    sql<{ candidate: number | null }>`
      with own as (
        select sending_since from chat_messages where bot_id = ${bot.id} and id = ${id}
      ), ceiling as (
        select min(other.message_id) as id from chat_messages other, own
        where other.bot_id = ${bot.id} and ${sameCount} and other.message_id > ${floorId}
          and other.sending_since > own.sending_since + make_interval(secs => ${longestSending})
      ), known as (
        select other.message_id as id from chat_messages other
        where other.bot_id = ${bot.id} and ${sameCount} and other.message_id > ${floorId}
        union select other.message_id from chat_recordings other
        where other.bot_id = ${bot.id} and ${sameCount} and other.message_id > ${floorId}
        union select id::bigint from ${recentIds(bot.id, chat)} recent
      ), top as (
        select greatest(${floorId - probes}::bigint, ${highestKnownId(bot.id, chat)}::bigint) + ${beyond}::bigint as id
      )
      select min(candidate)::float8 as candidate
      from top, ceiling, generate_series(${floorId}::bigint + 1, least(top.id, ceiling.id - 1, ${floorId + 1000}::bigint)) candidate
      where candidate not in (select id from known)`.execute(tx),
  );
  return rows[0]?.candidate ?? undefined;
}
