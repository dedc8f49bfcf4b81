import type { Selectable } from 'kysely';
import type { ChatRecordingId, RecordingId } from '../../core/ids.ts';
import type { TenantRead } from '../../db/database.ts';
import type { RecordingOptions, Schema, StoredError } from '../../db/schema.ts';
import type { ChatRecordingState, ChatSource } from '../../wire/chat.ts';

/** What somebody sent in a chat to be written down. */
export interface ChatRecording {
  readonly id: ChatRecordingId;
  readonly botId: number;
  readonly chatId: number;
  readonly threadId: number | undefined;
  /** Who asked for it; a channel or a group where its administrators write without a name. */
  readonly userId: number;
  /** Who sent the message, where that is a person. */
  readonly senderId: number | undefined;
  readonly messageId: number;
  readonly item: number;
  readonly source: ChatSource;
  readonly options: RecordingOptions;
  readonly state: ChatRecordingState;
  /** Absent until its bytes are here, and once the recording was deleted. */
  readonly recordingId: RecordingId | undefined;
  readonly error: StoredError | undefined;
  readonly toldEvent: number;
  readonly tries: number;
  readonly createdAt: Date;
}

export const chatRecordingColumns = [
  'id',
  'bot_id',
  'chat_id',
  'thread_id',
  'user_id',
  'sender_id',
  'message_id',
  'item',
  'source',
  'options',
  'state',
  'recording_id',
  'error',
  'told_event',
  'tries',
  'created_at',
] as const;

export function toChatRecording(
  row: Pick<Selectable<Schema['chat_recordings']>, (typeof chatRecordingColumns)[number]>,
): ChatRecording {
  return {
    id: row.id,
    botId: row.bot_id,
    chatId: row.chat_id,
    threadId: row.thread_id ?? undefined,
    userId: row.user_id,
    senderId: row.sender_id ?? undefined,
    messageId: row.message_id,
    item: row.item,
    source: row.source,
    options: row.options,
    state: row.state,
    recordingId: row.recording_id ?? undefined,
    error: row.error ?? undefined,
    toldEvent: row.told_event,
    tries: row.tries,
    createdAt: row.created_at,
  };
}

/** Under which key of the outbox its placeholder stands, which becomes the first part of the answer. */
export function keyOfRecording(id: ChatRecordingId, part = 1): string {
  return part === 1 ? `recording:${id}` : `recording:${id}:${part}`;
}

/** Where to look: a bot and one of its chats. What another chat sent does not exist for this one. */
export interface ChatPlace {
  readonly bot: { readonly id: number };
  readonly chatId: number;
}

/** One of the chat's recordings; undefined also for the id of another chat's. */
export async function findChatRecording(
  tx: TenantRead,
  { bot, chatId, id }: ChatPlace & { readonly id: string },
): Promise<ChatRecording | undefined> {
  const row = await tx
    .selectFrom('chat_recordings')
    .select(chatRecordingColumns)
    .where('bot_id', '=', bot.id)
    .where('chat_id', '=', chatId)
    .where('id', '=', id as ChatRecordingId)
    .executeTakeFirst();
  return row && toChatRecording(row);
}
