import { type RawBuilder, sql } from 'kysely';
import { firstSupergroup } from './pace-limits.ts';

/** Updates in which ids are looked for, the latest ones. */
const recentUpdates = 50;
/** Ids of Telegram are 32 bits; whatever is more was made up. */
const highestId = 2 ** 31 - 1;

/**
 * The ids of messages that came lately in the count of a chat, as a subquery `(chat_id, message_id)`: for a supergroup
 * its own, for all others those of all chats that share the count of the bot's account. An update is stored after its
 * message was there, so every message that is sent later has a higher id.
 */
export function recentIds(botId: number, chatId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select id from (
      select (message->>'message_id')::numeric as id, (message->'chat'->>'id')::numeric as place
      from (
        select coalesce(payload->'message', payload->'edited_message', payload->'callback_query'->'message') as message
        from (
          select payload from chat_updates where bot_id = ${botId} order by id desc limit ${recentUpdates}
        ) latest
      ) seen
      where jsonb_typeof(message->'message_id') = 'number' and jsonb_typeof(message->'chat'->'id') = 'number'
    ) recent
    where id between 1 and ${highestId} and id = trunc(id)
      and (place = ${chatId} or (place > ${firstSupergroup} and ${chatId} > ${firstSupergroup}))
  )`;
}

/** The highest id known in the count of a chat, as an expression; 0 where nothing is known. */
export function highestKnownId(botId: number, chatId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`greatest(0,
    (select max(message_id) from chat_messages where bot_id = ${botId} and chat_id = ${chatId}),
    (select max(message_id) from chat_recordings where bot_id = ${botId} and chat_id = ${chatId}),
    (select max(message_id) from chat_messages where bot_id = ${botId} and chat_id > ${firstSupergroup}
      and ${chatId} > ${firstSupergroup}),
    (select max(id)::bigint from ${recentIds(botId, chatId)} recent))`;
}
