import { sql } from 'kysely';
import type { TenantRead, TenantTx } from '../../db/database.ts';
import type { ChatSettings } from '../../wire/chat.ts';
import type { BotIdentity } from './bot.ts';
import { resumeChat } from './resume-chat.ts';

type Language = 'en' | 'ru';

export type ChatKind = 'private' | 'group' | 'supergroup' | 'channel';

/** A chat as we know it. */
export interface ChatRow {
  readonly id: number;
  readonly kind: ChatKind;
  readonly state: 'reachable' | 'unreachable';
  /** What was changed from the standard. */
  readonly settings: ChatSettings;
  /** In which we speak there: the chosen one, else the person's own, else English. */
  readonly language: Language;
}

/** Who is heard: a chat, and the language of the person there as Telegram tells it. */
export interface HeardChat {
  readonly id: number;
  readonly kind: ChatKind;
  readonly language?: Language | undefined;
  /** Who is heard there. */
  readonly userId?: number | undefined;
}

/** Seconds until it is noted again that somebody was there: busy chats are not written at every word. */
const seenFor = 60;

/**
 * The chat's row, made where it is missing. Somebody speaks to us there, so it can be reached: what was kept from it
 * waits again (`resumeChat`), and the caller gives the hint `chats` after the commit.
 */
export async function openChat(
  tx: TenantTx,
  bot: Pick<BotIdentity, 'id'>,
  heard: HeardChat,
): Promise<ChatRow> {
  const known = await findChat(tx, bot, heard.id);
  if (known?.fresh && isAsHeard(known, heard)) return toRow(known);
  const isNew = heard.kind !== 'private' && !known?.language;
  const chosen = isNew ? await findChosenLanguage(tx, bot, heard.userId) : undefined;
  const language = chosen ?? heard.language ?? null;
  const { kind } = heard;
  const row = await tx
    .insertInto('chats')
    .values({ tenant_id: tx.tenantId, bot_id: bot.id, id: heard.id, kind, language })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'bot_id', 'id']).doUpdateSet({
        ...{ kind, state: 'reachable', reason: null, seen_at: sql<Date>`now()` },
        // A group keeps the language of who was heard there first: mostly of who added us.
        language:
          kind === 'private'
            ? sql<Language | null>`coalesce(excluded.language, chats.language)`
            : sql<Language | null>`coalesce(chats.language, excluded.language)`,
      }),
    )
    .returning(columns)
    .executeTakeFirstOrThrow();
  if (known?.state === 'unreachable') await resumeChat(tx, bot, heard.id);
  return toRow(row);
}

/** A chat that is known, or undefined: for whoever speaks there unasked. */
export async function getChat(
  tx: TenantRead,
  bot: Pick<BotIdentity, 'id'>,
  id: number,
): Promise<ChatRow | undefined> {
  const known = await findChat(tx, bot, id);
  return known && toRow(known);
}

const columns = ['id', 'kind', 'state', 'settings', 'language'] as const;

type Known = Pick<ChatRow, 'id' | 'kind' | 'state' | 'settings'> & { readonly language: Language | null };

function findChat(tx: TenantRead, bot: Pick<BotIdentity, 'id'>, id: number) {
  return tx
    .selectFrom('chats')
    .select(columns)
    .select(sql<boolean>`seen_at > now() - make_interval(secs => ${seenFor})`.as('fresh'))
    .where('bot_id', '=', bot.id)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The language that somebody chose in their private chat with us says more of them than that of their Telegram. */
async function findChosenLanguage(
  tx: TenantRead,
  bot: Pick<BotIdentity, 'id'>,
  userId: number | undefined,
): Promise<Language | undefined> {
  // The private chat with a person has the person's id.
  const own = userId === undefined ? undefined : await findChat(tx, bot, userId);
  return own?.settings.language;
}

function isAsHeard(known: Known, { kind, language }: HeardChat): boolean {
  if (known.state !== 'reachable' || known.kind !== kind) return false;
  if (language === undefined || known.language === language) return true;
  return kind !== 'private' && known.language !== null;
}

function toRow({ id, kind, state, settings, language }: Known): ChatRow {
  return { id, kind, state, settings, language: settings.language ?? language ?? 'en' };
}
