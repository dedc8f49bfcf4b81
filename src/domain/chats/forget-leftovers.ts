import { type RawBuilder, sql } from 'kysely';
import type { Database, TenantTx } from '../../db/database.ts';
import { listTenants } from '../identity/index.ts';

/** Rows in one transaction: what it deletes, others wait for. */
const batchSize = 2_000;

/**
 * What is of no use any more, table by table, in this order. Updates are kept a while behind their handling, because
 * Telegram may bring one again. Busy chats lose their old buttons in passing; this finds those of quiet ones.
 */
const leftovers: readonly (readonly [table: string, isOver: RawBuilder<unknown>])[] = [
  ['chat_updates', sql`state <> 'waiting' and handled_at < now() - interval '48 hours'`],
  ['chat_dialogues', sql`expires_at < now() - interval '1 day'`],
  // Of recordings they go with those; all others are of no use once their buttons are not.
  [
    'chat_messages',
    sql`state <> 'waiting' and (chat_recording_id is null or state = 'gone')
      and created_at < now() - interval '180 days'`,
  ],
  // Without buttons nothing changes them, and behind two days nothing may; lists of recordings repeat words of these.
  [
    'chat_messages',
    sql`state <> 'waiting' and (chat_recording_id is null or state = 'gone')
      and created_at < now() - interval '2 days' and coalesce(shown_at, created_at) < now() - interval '2 days'
      and (not coalesce(content ? 'buttons', false) or key like 'menu:history:%')`,
  ],
  ['chat_actions', sql`created_at < now() - interval '180 days'`],
  ['chat_actions', sql`expires_at < now()`],
  ['chat_media', sql`seen_at < now() - interval '7 days'`],
  ['upload_links', sql`expires_at < now() - interval '7 days'`],
  // Of what was deleted the time and the length are left, for the quota and for what was sent within 30 days.
  [
    'chat_recordings',
    sql`state = 'deleted' and created_at < now() - interval '31 days'
      and coalesce(ended_at, created_at) < now() - interval '2 days'`,
  ],
  // Somebody who was there, of whom nothing is kept and who chose nothing.
  [
    'chats',
    sql`kind = 'private' and settings = '{}' and seen_at < now() - interval '31 days'
      and not exists (select from chat_recordings of_chat
        where of_chat.bot_id = chats.bot_id and of_chat.chat_id = chats.id)
      and not exists (select from chat_messages of_chat
        where of_chat.bot_id = chats.bot_id and of_chat.chat_id = chats.id)`,
  ],
  [
    'chat_paces',
    sql`chat_id <> 0 and coalesce(sent[cardinality(sent)], '-infinity') < now() - interval '1 day'
      and coalesce(closed_until, '-infinity') < now()`,
  ],
];

/** Deletes what people said to bots and what bots asked of them, once its time is over. May be repeated and cut short. */
export async function forgetChatLeftovers(
  database: Database,
  signal: AbortSignal,
): Promise<{ readonly rows: number }> {
  let rows = 0;
  for (const tenantId of await listTenants(database)) {
    await repeat(signal, () => database.withTenant(tenantId, forgetWords));
    for (const [table, isOver] of leftovers) {
      rows += await repeat(signal, () =>
        database.withTenant(tenantId, (tx) => forgetRows(tx, table, isOver)),
      );
    }
  }
  return { rows };
}

/**
 * Words of menus and other answers that do not belong to a recording, a day behind. Their rows stay for what is done
 * with them: a pressed button names its message, and what is said in its place edits that one. What answers to recordings
 * say goes with their transcripts, which hold the same words; other buttons below an answer need them.
 */
async function forgetWords(tx: TenantTx): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update chat_messages set content = content - 'entities' || '{"text": ""}' || (
      case when content ? 'buttons' then jsonb_build_object('buttons', (
        select jsonb_agg((select jsonb_agg(button || '{"text": ""}') from jsonb_array_elements(line) button))
        from jsonb_array_elements(content->'buttons') line)) else '{}' end)
    where ctid = any (array(
      select ctid from chat_messages
      where state in ('shown', 'failed') and chat_recording_id is null and content->>'text' <> ''
        and due_at < now() - interval '1 day'
      limit ${batchSize} for update skip locked
    ))`.execute(tx);
  return Number(numAffectedRows);
}

async function forgetRows(tx: TenantTx, table: string, isOver: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from ${sql.table(table)} where ctid = any (array(
      select ctid from ${sql.table(table)} where ${isOver} limit ${batchSize} for update skip locked
    ))`.execute(tx);
  return Number(numAffectedRows);
}

/** Until a batch is not full any more. */
async function repeat(signal: AbortSignal, work: () => Promise<number>): Promise<number> {
  let all = 0;
  for (;;) {
    signal.throwIfAborted();
    const count = await work();
    all += count;
    if (count < batchSize) return all;
  }
}
