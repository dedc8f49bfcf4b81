import { sql } from 'kysely';
import type { TenantRead, TenantTx } from '../../db/database.ts';
import type { ChatPlace } from './chat-recording.ts';

/** A message with a recording that nobody asked for yet. */
export interface SeenMedia extends ChatPlace {
  readonly messageId: number;
  /** Who sent it, where that is a person. */
  readonly userId?: number | undefined;
  /** As Telegram showed it. */
  readonly message: object;
}

/** Days for which somebody may still ask for it by a reaction. */
const keptDays = 7;

/** Remembers a message of a group, in place of what it was before it was edited. A few old ones of the chat go with it. */
export async function rememberMedia(tx: TenantTx, seen: SeenMedia): Promise<void> {
  const { bot, chatId, messageId, userId = null } = seen;
  const message = JSON.stringify(seen.message);
  await sql`
    with old as (
      select message_id from chat_media
      where bot_id = ${bot.id} and chat_id = ${chatId} and message_id <> ${messageId}
        and seen_at < now() - make_interval(days => ${keptDays})
      order by seen_at limit 5 for update skip locked
    ), gone as (
      delete from chat_media using old
      where chat_media.bot_id = ${bot.id} and chat_media.chat_id = ${chatId}
        and chat_media.message_id = old.message_id
    )
    insert into chat_media (tenant_id, bot_id, chat_id, message_id, user_id, message)
    values (${tx.tenantId}, ${bot.id}, ${chatId}, ${messageId}, ${userId}, ${message})
    on conflict (tenant_id, bot_id, chat_id, message_id) do update set message = excluded.message`.execute(
    tx,
  );
}

/** The message that somebody asks for; undefined for one that was never seen, or too long ago. */
export async function findMedia(
  tx: TenantRead,
  { bot, chatId, messageId }: ChatPlace & { readonly messageId: number },
): Promise<Record<string, unknown> | undefined> {
  const row = await tx
    .selectFrom('chat_media')
    .select('message')
    .where('bot_id', '=', bot.id)
    .where('chat_id', '=', chatId)
    .where('message_id', '=', messageId)
    .where('seen_at', '>', sql<Date>`now() - make_interval(days => ${keptDays})`)
    .executeTakeFirst();
  return row?.message;
}
