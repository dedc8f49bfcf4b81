import { type RawBuilder, sql } from 'kysely';
import type { TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import { listTenants } from '../identity/index.ts';

/** Rows in one transaction: what it deletes, others wait for. */
const batchSize = 2_000;

/**
 * What is of no use any more, table by table. Updates are kept a while behind their handling, because Telegram may
 * bring one again. Busy chats lose their old buttons in passing; this finds those of quiet ones.
 */
const leftovers: Readonly<Record<string, RawBuilder<unknown>>> = {
  chat_updates: sql`state <> 'waiting' and handled_at < now() - interval '48 hours'`,
  chat_dialogues: sql`expires_at < now() - interval '1 day'`,
  // Of recordings they go with those; all others are of no use once their buttons are not.
  chat_messages: sql`state <> 'waiting' and (chat_recording_id is null or state = 'gone')
    and created_at < now() - interval '180 days'`,
  chat_actions: sql`created_at < now() - interval '180 days'`,
  chat_media: sql`seen_at < now() - interval '7 days'`,
  upload_links: sql`expires_at < now() - interval '7 days'`,
};

/** Deletes what people said to bots and what bots asked of them, once its time is over. May be repeated and cut short. */
export async function forgetChatLeftovers(
  database: Database,
  signal: AbortSignal,
): Promise<{ readonly rows: number }> {
  let rows = 0;
  for (const tenantId of await listTenants(database)) {
    for (const [table, isOver] of Object.entries(leftovers)) {
      rows += await forgetRows(database, tenantId, { table, isOver, signal });
    }
  }
  return { rows };
}

async function forgetRows(
  database: Database,
  tenantId: TenantId,
  { table, isOver, signal }: { table: string; isOver: RawBuilder<unknown>; signal: AbortSignal },
): Promise<number> {
  let all = 0;
  for (;;) {
    signal.throwIfAborted();
    const { numAffectedRows = 0n } = await database.withTenant(tenantId, (tx) =>
      sql`
        delete from ${sql.table(table)} where ctid = any (array(
          select ctid from ${sql.table(table)} where ${isOver} limit ${batchSize} for update skip locked
        ))`.execute(tx),
    );
    all += Number(numAffectedRows);
    if (numAffectedRows < batchSize) return all;
  }
}
