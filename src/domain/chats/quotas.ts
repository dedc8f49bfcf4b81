import { sql } from 'kysely';
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
    const sent = await readSent(tx, { botId: bot.id, ...(whose === 'user' ? { userId } : {}), except });
    const used = sent.reduce((sum, one) => sum + one.seconds, 0);
    // What announces no length is let in as long as anything is left, and judged again once it is known.
    if (used + seconds <= limit && (seconds > 0 || used < limit)) continue;
    return { whose, limit, used, asked: seconds, ...findOpening(sent, used + seconds - limit) };
  }
  return undefined;
}

interface Sent {
  readonly at: Date;
  readonly seconds: number;
}

/** What counts, the oldest first: by the true length where it is known, else by the announced one. */
async function readSent(
  tx: TenantRead,
  { botId, userId, except }: { botId: number; userId?: number; except: ChatRecordingId | undefined },
): Promise<Sent[]> {
  const rows = tx
    .selectFrom('chat_recordings')
    .leftJoin('recordings', (join) =>
      join
        .onRef('recordings.tenant_id', '=', 'chat_recordings.tenant_id')
        .onRef('recordings.id', '=', 'chat_recordings.recording_id'),
    )
    .select('chat_recordings.created_at as at')
    .select(
      sql<number>`greatest(0, coalesce(nullif((recordings.media->>'duration')::float8, 0),
        (source->>'duration')::float8, 0))`.as('seconds'),
    )
    .where('chat_recordings.bot_id', '=', botId)
    .where('chat_recordings.created_at', '>', sql<Date>`now() - interval '24 hours'`)
    .where((or) =>
      or.or([
        or('chat_recordings.state', 'in', ['accepted', 'working', 'answered', 'deleted']),
        or('recordings.processed', '>', 0),
      ]),
    )
    .orderBy('chat_recordings.created_at');
  const ofUser = userId === undefined ? rows : rows.where('chat_recordings.user_id', '=', userId);
  const others = except === undefined ? ofUser : ofUser.where('chat_recordings.id', '<>', except);
  return others.execute();
}

/** When enough of what was sent is a day old. */
function findOpening(sent: readonly Sent[], tooMuch: number): { opensAt?: Date } {
  let freed = 0;
  for (const { at, seconds } of sent) {
    freed += seconds;
    if (freed >= tooMuch && freed > 0) return { opensAt: new Date(at.getTime() + 24 * 3600 * 1000) };
  }
  return {};
}
