import { sql } from 'kysely';
import type { ChatRecordingId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';
import type { RecordingOptions, StoredError } from '../../db/schema.ts';
import type { ChatRecordingState, ChatSource } from '../../wire/chat.ts';
import { type ChatPlace, type ChatRecording, keyOfRecording } from './chat-recording.ts';
import { unsay } from './unsay.ts';

/** How what somebody sent ends: nothing more is done about it unless they ask. */
export interface ChatRecordingEnd {
  readonly state: Extract<ChatRecordingState, 'answered' | 'failed' | 'cancelled' | 'deleted'>;
  readonly error?: StoredError;
}

/** Ends a recording that is still open. False, and nothing was changed, when it has ended already. */
export async function endChatRecording(
  tx: TenantTx,
  { id }: Pick<ChatRecording, 'id'>,
  { state, error }: ChatRecordingEnd,
): Promise<boolean> {
  const row = await tx
    .updateTable('chat_recordings')
    .set({
      ...{ state, claim: null, ended_at: sql<Date>`now()` },
      error: error ? JSON.stringify(error) : null,
    })
    .where('id', '=', id)
    .where('state', 'in', ['accepted', 'working'])
    .returning('id')
    .executeTakeFirst();
  if (row) await endProgress(tx, id);
  return row !== undefined;
}

/** What was said of it last is no progress any more: nothing newer is coming by itself. */
async function endProgress(tx: TenantTx, id: ChatRecordingId): Promise<void> {
  await tx
    .updateTable('chat_messages')
    .set({ progress: false })
    .where('chat_recording_id', '=', id)
    .where('progress', '=', true)
    .where('state', '=', 'waiting')
    .execute();
}

/**
 * Opens a recording again that failed or was stopped: to be fetched (`accepted`), or to be followed (`working`) where it
 * is one; `userId`: who asks for it now. False, and nothing was changed, when somebody else has opened it, or it was
 * deleted. The caller gives the hint after the commit.
 */
export async function reopenChatRecording(
  tx: TenantTx,
  { id }: Pick<ChatRecording, 'id'>,
  {
    state,
    source,
    userId,
  }: { readonly state: 'accepted' | 'working'; readonly source?: ChatSource; readonly userId?: number },
): Promise<boolean> {
  const row = await tx
    .updateTable('chat_recordings')
    .set({
      ...{ state, claim: null, error: null, tries: 0, ended_at: null, due_at: sql<Date>`now()` },
      ...(source ? { source: JSON.stringify(source) } : {}),
      ...(userId === undefined ? {} : { user_id: userId }),
    })
    .where('id', '=', id)
    .where('state', 'in', ['failed', 'cancelled'])
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Lets a recording that is to be fetched wait until somebody sends its bytes through an upload link, for so many seconds. */
export async function awaitUpload(
  tx: TenantTx,
  { id, source }: Pick<ChatRecording, 'id' | 'source'>,
  seconds: number,
): Promise<void> {
  const waiting: ChatSource = { ...source, kind: 'upload' };
  await tx
    .updateTable('chat_recordings')
    .set({
      source: JSON.stringify(waiting),
      claim: null,
      due_at: sql<Date>`now() + make_interval(secs => ${seconds})`,
    })
    .where('id', '=', id)
    .where('state', '=', 'accepted')
    .execute();
}

/** A recording was deleted by who sent it, whatever was being done with it: nothing of it is kept but that. */
export async function markDeleted(
  tx: TenantTx,
  { id, source }: Pick<ChatRecording, 'id' | 'source'>,
): Promise<void> {
  const kept: ChatSource = { kind: source.kind };
  await tx
    .updateTable('chat_recordings')
    .set({
      ...{ state: 'deleted', claim: null, error: null, ended_at: sql<Date>`now()` },
      source: JSON.stringify({
        ...kept,
        ...(source.duration === undefined ? {} : { duration: source.duration }),
      }),
    })
    .where('id', '=', id)
    .execute();
  await endProgress(tx, id);
}

/** Whether the message is already being heard with these very options, or was and stands there. */
export async function isHeardAlready(
  tx: TenantTx,
  { botId, chatId, messageId }: Pick<ChatRecording, 'botId' | 'chatId' | 'messageId'>,
  options: RecordingOptions,
): Promise<boolean> {
  const row = await tx
    .selectFrom('chat_recordings')
    .select('id')
    .where('bot_id', '=', botId)
    .where('chat_id', '=', chatId)
    .where('message_id', '=', messageId)
    .where('state', 'in', ['accepted', 'working'])
    .where('options', '=', sql<RecordingOptions>`${JSON.stringify(options)}::jsonb`)
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes away all that was said of a recording but the message where its answer stands. */
export async function unsayOf(
  tx: TenantTx,
  { bot, chatId, id }: ChatPlace & { readonly id: ChatRecordingId },
): Promise<void> {
  const said = await tx
    .selectFrom('chat_messages')
    .select('key')
    .where('bot_id', '=', bot.id)
    .where('chat_id', '=', chatId)
    .where('chat_recording_id', '=', id)
    .where('key', '<>', keyOfRecording(id))
    .where('content', 'is not', null)
    .execute();
  for (const { key } of said) await unsay(tx, { bot, chatId, key });
}
