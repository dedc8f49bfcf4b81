import { sql } from 'kysely';
import type { TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';

/** A bot of a tenant and how much it is used: numbers alone, nobody's words. */
export interface DescribedBot {
  /** Without `@`. */
  readonly username: string;
  readonly since: Date;
  readonly privateChats: number;
  readonly groups: number;
  /** That blocked or removed the bot. */
  readonly unreachable: number;
  /** Within 30 days. */
  readonly recordings: number;
  readonly seconds: number;
  /** Seconds for which the oldest update waits; 0: none does. */
  readonly waiting: number;
}

/** The newest first: it is the one that works. */
export async function describeBots(database: Database, tenantId: TenantId): Promise<DescribedBot[]> {
  const { rows } = await database.readTenant(tenantId, (tx) =>
    sql<DescribedBot>`
      select username, created_at as since, chats.*, sent.*, coalesce(updates.waiting, 0) as waiting
      from bots
      cross join lateral (
        select count(*) filter (where kind = 'private')::int as "privateChats",
          count(*) filter (where kind <> 'private')::int as "groups",
          count(*) filter (where state = 'unreachable')::int as unreachable
        from chats where chats.bot_id = bots.id) chats
      cross join lateral (
        select count(*)::int as recordings, coalesce(sum(greatest(0, coalesce(
          nullif((r.media->>'duration')::float8, 0), (c.source->>'duration')::float8, 0))), 0) as seconds
        from chat_recordings c
        left join recordings r on r.tenant_id = c.tenant_id and r.id = c.recording_id
        where c.bot_id = bots.id and c.created_at > now() - interval '30 days') sent
      cross join lateral (
        select greatest(0, extract(epoch from now() - min(received_at)))::double precision as waiting
        from chat_updates where chat_updates.bot_id = bots.id and state = 'waiting') updates
      order by created_at desc`.execute(tx),
  );
  return rows;
}
