import { type RawBuilder, sql } from 'kysely';
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

/** Whose sound: a person's or a chat's that came through the bot, or all of the tenant's, through whatever door. */
export type SoundSource =
  | ({ readonly bot: { readonly id: number } } & ({ readonly userId: number } | { readonly chatId: number }))
  | 'everybody';

/**
 * What was sent within 24 hours and within 30 days. What failed or was stopped before anything was heard does not count,
 * as for the quotas. Of the tenant, what was deleted does not count either.
 */
export async function sumSound(tx: TenantRead, source: SoundSource): Promise<SoundUse> {
  const { rows } = await sql<Record<'days' | 'daySeconds' | 'months' | 'monthSeconds', number>>`
    with sent as (${source === 'everybody' ? selectAll : selectThrough(source)})
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

const selectAll = sql`
  select created_at > now() - interval '24 hours' as today,
    greatest(0, coalesce((media->>'duration')::float8, 0)) as seconds
  from recordings
  where created_at > now() - interval '30 days' and (state not in ('failed', 'cancelled') or processed > 0)`;

function selectThrough({ bot, ...whose }: Exclude<SoundSource, 'everybody'>): RawBuilder<unknown> {
  const own = 'userId' in whose ? sql`user_id = ${whose.userId}` : sql`chat_id = ${whose.chatId}`;
  return sql`
    select chat_recordings.created_at > now() - interval '24 hours' as today,
      greatest(0, coalesce(nullif((recordings.media->>'duration')::float8, 0),
        (source->>'duration')::float8, 0)) as seconds
    from chat_recordings left join recordings on recordings.id = chat_recordings.recording_id
    where bot_id = ${bot.id} and ${own} and chat_recordings.created_at > now() - interval '30 days'
      and (chat_recordings.state in ('accepted', 'working', 'answered', 'deleted') or recordings.processed > 0)`;
}
