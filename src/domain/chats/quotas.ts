import { type RawBuilder, sql } from 'kysely';
import type { ChatRecordingId } from '../../core/ids.ts';
import type { TenantRead } from '../../db/database.ts';

/** Seconds of sound within 24 hours; absent: any amount. */
export interface Quotas {
  readonly user?: number | undefined;
  readonly tenant?: number | undefined;
}

/** A quota that is used up. */
export interface QuotaOverrun {
  readonly whose: 'user' | 'tenant';
  /** Seconds of sound that may be sent, that were sent, and that this recording would add. */
  readonly limit: number;
  readonly used: number;
  readonly asked: number;
  /** When as much is free again as this recording needs; absent when it is longer than the whole quota. */
  readonly opensAt?: Date;
}

/**
 * Whether so many seconds of sound still fit into what one person, and all together, may send the bot within 24 hours:
 * undefined where they do. What failed or was stopped before anything was heard does not count, and neither does the
 * recording `except`.
 */
export async function findQuotaOverrun(
  tx: TenantRead,
  {
    bot,
    userId,
    quotas,
    seconds,
    except,
  }: {
    readonly bot: { readonly id: number };
    readonly userId: number;
    readonly quotas: Quotas;
    readonly seconds: number;
    readonly except?: ChatRecordingId;
  },
): Promise<QuotaOverrun | undefined> {
  for (const whose of ['user', 'tenant'] as const) {
    const limit = quotas[whose];
    if (limit === undefined) continue;
    const sent = findSent({ botId: bot.id, userId: whose === 'user' ? userId : undefined, except });
    const used = await sumSent(tx, sent);
    // What announces no length is let in as long as anything is left, and judged again once it is known.
    if (used + seconds <= limit && (seconds > 0 || used < limit)) continue;
    const opensAt = await findOpening(tx, sent, used + seconds - limit);
    return { whose, limit, used, asked: seconds, ...(opensAt && { opensAt }) };
  }
  return undefined;
}

/** Seconds that all together sent the bot that works within 24 hours, as quotas count; undefined where there is none. */
export async function readQuotaUse(tx: TenantRead): Promise<number | undefined> {
  const bot = await tx
    .selectFrom('bots')
    .select('id')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return bot && sumSent(tx, findSent({ botId: bot.id, userId: undefined, except: undefined }));
}

/** What counts, as a subquery `(at, seconds)`: by the true length where it is known, else by the announced one. */
function findSent({
  botId,
  userId,
  except,
}: {
  readonly botId: number;
  readonly userId: number | undefined;
  readonly except: ChatRecordingId | undefined;
}): RawBuilder<unknown> {
  return sql`
    select chat_recordings.created_at as at, greatest(0, coalesce(
      nullif((recordings.media->>'duration')::float8, 0), (source->>'duration')::float8, 0)) as seconds
    from chat_recordings left join recordings
      on recordings.tenant_id = chat_recordings.tenant_id and recordings.id = chat_recordings.recording_id
    where chat_recordings.bot_id = ${botId} and chat_recordings.created_at > now() - interval '24 hours'
      and (chat_recordings.state in ('accepted', 'working', 'answered', 'deleted') or recordings.processed > 0)
      ${userId === undefined ? sql`` : sql`and chat_recordings.user_id = ${userId}`}
      ${except === undefined ? sql`` : sql`and chat_recordings.id <> ${except}`}`;
}

async function sumSent(tx: TenantRead, sent: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ used: number }>`
    select coalesce(sum(seconds), 0)::float8 as used from (${sent}) sent`.execute(tx);
  return rows[0]?.used ?? 0;
}

/** When enough of what was sent is a day old; undefined: never. */
async function findOpening(
  tx: TenantRead,
  sent: RawBuilder<unknown>,
  tooMuch: number,
): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date }>`
    select at + interval '24 hours' as at from (
      select at, sum(seconds) over (order by at rows unbounded preceding) as freed from (${sent}) sent
    ) running where freed > 0 and freed >= ${tooMuch}::float8 order by at limit 1`.execute(tx);
  return rows[0]?.at;
}
