import { sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import type { BotIdentity } from './bot.ts';
import { writeError } from './handle-update.ts';
import { readUpdate } from './read-update.ts';

export interface StoredUpdates {
  /** New ones that can be handled. */
  readonly waiting: number;
  /** New ones that nobody can handle, with the reason. */
  readonly refused: readonly { readonly id: number; readonly reason: string }[];
  /** Were stored before. */
  readonly repeated: number;
  /** Had no usable id, so that not even a row could be made of them. */
  readonly unreadable: number;
}

/**
 * Puts updates into the inbox, all in one commit; only then may they be confirmed to Telegram. One that came before is
 * left as it is. Whatever they hold, none keeps the others out. The caller gives the hint `chats`.
 */
export async function storeUpdates(
  database: Database,
  bot: BotIdentity,
  updates: readonly unknown[],
): Promise<StoredUpdates> {
  const read = updates.map(readUpdate).filter((update) => update !== undefined);
  const unreadable = updates.length - read.length;
  const byId = new Map(read.map((update) => [update.id, update]));
  if (byId.size === 0) return { waiting: 0, refused: [], repeated: 0, unreadable };
  const rows = [...byId.values()].map(({ id, line, userId, urgent, payload, fault }) => ({
    ...{ tenant_id: bot.tenantId, bot_id: bot.id, id, line, urgent, user_id: userId ?? null },
    payload: JSON.stringify(payload),
    ...(fault === undefined
      ? { state: 'waiting' as const, error: null, handled_at: null }
      : {
          state: 'refused' as const,
          error: writeError({ code: 'update-malformed', args: { detail: fault } }),
          handled_at: sql<Date>`now()`,
        }),
  }));
  const inserted = await database.withTenant(bot.tenantId, (tx) =>
    tx
      .insertInto('chat_updates')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['tenant_id', 'bot_id', 'id']).doNothing())
      .returning('id')
      .execute(),
  );
  const refused = inserted.flatMap(({ id }) => {
    const reason = byId.get(id)?.fault;
    return reason === undefined ? [] : [{ id, reason }];
  });
  const waiting = inserted.length - refused.length;
  return { waiting, refused, repeated: read.length - inserted.length, unreadable };
}
