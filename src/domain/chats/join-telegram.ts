import { sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import type { TenantId, UserId } from '../../core/ids.ts';
import type { Database, TenantRead, TenantTx } from '../../db/database.ts';
import { createCode, hashCode } from '../identity/index.ts';
import type { BotIdentity } from './bot.ts';

/** Minutes that a code waits to be typed in the bot. */
const codeMinutes = 15;

/** What a user types in the bot to say that both are the same person. */
export interface JoiningCode {
  readonly code: string;
  readonly expiresAt: Date;
  /** The bot's name, without @. */
  readonly bot: string;
}

/** Makes a code; an older one of the same user ends. Rejects with `bot-missing` where no bot works for the tenant. */
export async function createJoiningCode(
  database: Database,
  { tenantId, userId }: { readonly tenantId: TenantId; readonly userId: UserId },
): Promise<JoiningCode> {
  const code = createCode();
  return database.withTenant(tenantId, async (tx) => {
    const bot = await findBotName(tx);
    if (bot === undefined) throw new EfirError('bot-missing');
    const fresh = {
      code_hash: hashCode(code),
      expires_at: sql<Date>`now() + make_interval(mins => ${codeMinutes})`,
    };
    const row = await tx
      .insertInto('telegram_codes')
      .values({ tenant_id: tenantId, user_id: userId, ...fresh })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id']).doUpdateSet(fresh))
      .returning('expires_at')
      .executeTakeFirstOrThrow();
    return { code, expiresAt: row.expires_at, bot };
  });
}

/** The account of Telegram that a user joined; undefined without one. */
export async function findJoined(
  database: Database,
  { tenantId, userId }: { readonly tenantId: TenantId; readonly userId: UserId },
): Promise<{ readonly bot: string; readonly since: Date } | undefined> {
  return database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom('telegram_logins')
      .innerJoin('bots', 'bots.id', 'telegram_logins.bot_id')
      .select(['bots.username as bot', 'telegram_logins.created_at as since'])
      .where('user_id', '=', userId)
      .orderBy('telegram_logins.created_at', 'desc')
      .limit(1)
      .executeTakeFirst(),
  );
}

/** Parts a user from their accounts of Telegram again. May be repeated. */
export async function partTelegram(
  database: Database,
  { tenantId, userId }: { readonly tenantId: TenantId; readonly userId: UserId },
): Promise<void> {
  await database.withTenant(tenantId, async (tx) => {
    await tx.deleteFrom('telegram_logins').where('user_id', '=', userId).execute();
    await tx.deleteFrom('telegram_codes').where('user_id', '=', userId).execute();
  });
}

/**
 * Uses a code up: whoever typed it in the bot is the user who made it. Gives the user's name; undefined for a code that
 * is wrong, over or used. Of a user and of an account of Telegram the latest joining counts.
 */
export async function joinTelegram(
  tx: TenantTx,
  { bot, code, telegramUserId }: { bot: BotIdentity; code: string; telegramUserId: number },
): Promise<string | undefined> {
  const used = await tx
    .deleteFrom('telegram_codes')
    .where('code_hash', '=', hashCode(code))
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('user_id')
    .executeTakeFirst();
  if (!used) return undefined;
  await tx
    .deleteFrom('telegram_logins')
    .where('bot_id', '=', bot.id)
    .where((either) =>
      either.or([either('user_id', '=', used.user_id), either('telegram_user_id', '=', telegramUserId)]),
    )
    .execute();
  await tx
    .insertInto('telegram_logins')
    .values({
      ...{ tenant_id: tx.tenantId, bot_id: bot.id },
      ...{ telegram_user_id: telegramUserId, user_id: used.user_id },
    })
    .execute();
  const user = await tx
    .selectFrom('users')
    .select('name')
    .where('id', '=', used.user_id)
    .executeTakeFirstOrThrow();
  return user.name;
}

/** The user whom an account of Telegram belongs to; undefined where nobody joined it. */
export async function findUserOf(
  tx: TenantRead,
  { bot, telegramUserId }: { readonly bot: BotIdentity; readonly telegramUserId: number },
): Promise<UserId | undefined> {
  const row = await tx
    .selectFrom('telegram_logins')
    .select('user_id')
    .where('bot_id', '=', bot.id)
    .where('telegram_user_id', '=', telegramUserId)
    .executeTakeFirst();
  return row?.user_id;
}

/** The bot that works for a tenant, by its name without @; undefined without one. */
export async function findBot(database: Database, tenantId: TenantId): Promise<string | undefined> {
  return database.readTenant(tenantId, findBotName);
}

async function findBotName(tx: TenantRead): Promise<string | undefined> {
  const row = await tx
    .selectFrom('bots')
    .select('username')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.username;
}
