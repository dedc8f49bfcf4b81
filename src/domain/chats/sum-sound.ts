import { sql } from 'kysely';
import type { TenantRead } from '../../db/database.ts';

/** What was sent: how many recordings, and seconds of their sound as far as known. */
export interface SentSound {
  readonly recordings: number;
  readonly seconds: number;
}

export interface SoundUse {
  readonly day: SentSound;
  readonly month: SentSound;
}

/**
 * What was sent the bot within 24 hours and within 30 days, by a person anywhere or in a chat by everybody. What failed
 * or was stopped before anything was heard does not count, as for the quotas.
 */
export async function sumSound(
  tx: TenantRead,
  { bot, ...whose }: { readonly bot: { readonly id: number } } & ({ userId: number } | { chatId: number }),
): Promise<SoundUse> {
  const own = 'userId' in whose ? sql`user_id = ${whose.userId}` : sql`chat_id = ${whose.chatId}`;
  const { rows } = await sql<Record<'days' | 'daySeconds' | 'months' | 'monthSeconds', number>>`
    with sent as (
      select chat_recordings.created_at > now() - interval '24 hours' as today,
        greatest(0, coalesce(nullif((recordings.media->>'duration')::float8, 0),
          (source->>'duration')::float8, 0)) as seconds
      from chat_recordings left join recordings on recordings.id = chat_recordings.recording_id
      where bot_id = ${bot.id} and ${own} and chat_recordings.created_at > now() - interval '30 days'
        and (chat_recordings.state in ('accepted', 'working', 'answered', 'deleted') or recordings.processed > 0)
    )
    select (count(*) filter (where today))::integer as days, count(*)::integer as months,
      coalesce(sum(seconds) filter (where today), 0)::float8 as "daySeconds",
      coalesce(sum(seconds), 0)::float8 as "monthSeconds"
    from sent`.execute(tx);
  const { days = 0, daySeconds = 0, months = 0, monthSeconds = 0 } = rows[0] ?? {};
  return {
    day: { recordings: days, seconds: daySeconds },
    month: { recordings: months, seconds: monthSeconds },
  };
}
