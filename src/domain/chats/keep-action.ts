import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { TenantTx } from '../../db/database.ts';

/** What a button is to do when it is pressed. */
export interface NewAction {
  readonly bot: { readonly id: number };
  readonly chatId: number;
  /** Only this person may press it; absent: everybody who may use the bot there. */
  readonly userId?: number | undefined;
  /** One of the bot's map of actions. */
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** It holds words of this person: it works for two days, and goes when they want to be forgotten. */
  readonly ownerId?: number | undefined;
}

/** Days for which a button works that nobody says again; with words of somebody. */
const keptDays = 180;
const keptDaysOfWords = 2;

/**
 * Keeps what a button does and gives the id for `Button.action`: 22 characters of base64url, the same for the same
 * content, so that a message said again is the same message. A few of the chat's old actions go with each kept one.
 */
export async function keepAction(
  tx: TenantTx,
  { bot, chatId, userId, name, ownerId, payload }: NewAction,
): Promise<string> {
  const content = [tx.tenantId, bot.id, chatId, userId ?? null, name, sortKeys(payload)];
  const whole = JSON.stringify(ownerId === undefined ? content : [...content, ownerId]);
  const id = createHash('sha256').update(whole).digest('base64url').slice(0, 22);
  await sql`
    with old as (
      select id from chat_actions
      where bot_id = ${bot.id} and chat_id = ${chatId} and id <> ${id}
        and created_at < now() - make_interval(days => ${keptDays})
      order by created_at limit 5 for update skip locked
    ), gone as (
      delete from chat_actions using old where chat_actions.id = old.id
    )
    insert into chat_actions (tenant_id, id, bot_id, chat_id, user_id, name, payload, owner_id, expires_at)
    values (${tx.tenantId}, ${id}, ${bot.id}, ${chatId}, ${userId ?? null}, ${name}, ${JSON.stringify(payload)},
      ${ownerId ?? null}::bigint, ${ownerId === undefined ? sql`null` : sql`now() + make_interval(days => ${keptDaysOfWords})`})
    on conflict (tenant_id, id) do update set created_at = now(), expires_at = excluded.expires_at
      where chat_actions.created_at < now() - interval '1 day'`.execute(tx);
  return id;
}

/** The same content in another order of its keys is the same content. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}
