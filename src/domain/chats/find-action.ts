import { sql } from 'kysely';
import type { TenantRead } from '../../db/database.ts';

export type FoundAction =
  | { readonly state: 'found'; readonly name: string; readonly payload: Record<string, unknown> }
  /** Never kept, kept in another chat, or so long ago that it is gone. */
  | { readonly state: 'unknown' }
  /** It is somebody else's to press. */
  | { readonly state: 'foreign' };

/** What the button `id` of a chat does, for the person who pressed it. `id` is what came back: anything at all. */
export async function findAction(
  tx: TenantRead,
  { bot, chatId, userId, id }: { bot: { id: number }; chatId: number; userId: number; id: string },
): Promise<FoundAction> {
  // Telegram passes on whatever a changed client sends.
  if (!/^[\w-]{1,43}$/.test(id)) return { state: 'unknown' };
  const row = await tx
    .selectFrom('chat_actions')
    .select(['user_id', 'name', 'payload'])
    .where('id', '=', id)
    .where('bot_id', '=', bot.id)
    .where('chat_id', '=', chatId)
    .where(sql<boolean>`coalesce(expires_at > now(), true)`)
    .executeTakeFirst();
  if (!row) return { state: 'unknown' };
  if (row.user_id !== null && row.user_id !== userId) return { state: 'foreign' };
  return { state: 'found', name: row.name, payload: row.payload };
}
