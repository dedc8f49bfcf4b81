import { sql } from 'kysely';
import type { ChatRecordingId, RecordingId } from '../../core/ids.ts';
import type { Database, TenantRead, TenantTx } from '../../db/database.ts';
import type { BotIdentity } from './bot.ts';
import { type ChatRecording, chatRecordingColumns, toChatRecording } from './chat-recording.ts';

/**
 * Recordings of chats whose people may have to be told something: those in work that are due, the longest due first,
 * and those that something is said to have happened to, which may have been answered long ago.
 */
export async function findToFollow(
  database: Database,
  bot: BotIdentity,
  { hinted, limit }: { readonly hinted: readonly RecordingId[]; readonly limit: number },
): Promise<ChatRecordingId[]> {
  return database.readTenant(bot.tenantId, async (tx) => {
    const due = await tx
      .selectFrom('chat_recordings')
      .select('id')
      .where('bot_id', '=', bot.id)
      .where('state', '=', 'working')
      .where('due_at', '<=', sql<Date>`now()`)
      .orderBy('due_at')
      .limit(limit)
      .execute();
    if (hinted.length === 0) return due.map(({ id }) => id);
    const meant = await tx
      .selectFrom('chat_recordings')
      .select('id')
      .where('bot_id', '=', bot.id)
      .where('recording_id', '=', sql<RecordingId>`any(${hinted})`)
      .where('state', 'in', ['working', 'answered'])
      .execute();
    return [...new Set([...meant, ...due].map(({ id }) => id))];
  });
}

/** The recording as it stands, for whoever may tell of it. */
export async function readFollowed(tx: TenantRead, id: ChatRecordingId): Promise<ChatRecording | undefined> {
  const row = await tx
    .selectFrom('chat_recordings')
    .select(chatRecordingColumns)
    .where('id', '=', id)
    .where('state', 'in', ['working', 'answered'])
    .executeTakeFirst();
  return row && toChatRecording(row);
}

/**
 * Holds the recording for telling of it up to this event: undefined when somebody else is at it, has told of it as far,
 * or when it is not what it was. What is told looks at it again in so many seconds, although nothing is heard of it.
 */
export async function holdToTell(
  tx: TenantTx,
  { id, recordingId, state }: ChatRecording,
  { event, seconds }: { readonly event: number; readonly seconds: number },
): Promise<boolean> {
  const held = tx
    .selectFrom('chat_recordings')
    .select('id')
    .where('id', '=', id)
    .where('state', '=', state)
    .where('told_event', '<=', event)
    .where('recording_id', recordingId === undefined ? 'is' : '=', recordingId ?? null)
    .forUpdate()
    .skipLocked();
  const row = await tx
    .updateTable('chat_recordings')
    .set({ told_event: event, due_at: sql<Date>`now() + make_interval(secs => ${seconds})` })
    .where('id', 'in', held)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes how long a recording turned out to be that announced nothing, or less. */
export async function noteDuration(
  tx: TenantTx,
  { id, source }: Pick<ChatRecording, 'id' | 'source'>,
  duration: number,
): Promise<void> {
  await tx
    .updateTable('chat_recordings')
    .set({ source: JSON.stringify({ ...source, duration }) })
    .where('id', '=', id)
    .execute();
}

/** Telling of a recording failed: others go first, and it is looked at again in so many seconds. */
export async function putOffTelling(
  database: Database,
  bot: BotIdentity,
  id: ChatRecordingId,
  seconds: number,
): Promise<void> {
  await database.withTenant(bot.tenantId, (tx) =>
    tx
      .updateTable('chat_recordings')
      .set({ due_at: sql<Date>`now() + make_interval(secs => ${seconds})` })
      .where('id', '=', id)
      .where('state', '=', 'working')
      .execute(),
  );
}
