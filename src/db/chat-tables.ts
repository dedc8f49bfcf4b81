import type { ColumnType, Generated } from 'kysely';
import type { ChatMessageId, ChatRecordingId, RecordingId, TenantId, UploadLinkId } from '../core/ids.ts';
import type { ChatRecordingState, ChatSettings, ChatSource, MessageContent } from '../wire/chat.ts';
import type { Json, RecordingOptions, StoredError } from './columns.ts';

/** The tables of bots and chats. */
export interface ChatTables {
  bots: {
    tenant_id: TenantId;
    id: number;
    username: string;
    described: string | null;
    created_at: Generated<Date>;
  };
  chat_updates: {
    tenant_id: TenantId;
    bot_id: number;
    id: number;
    line: number;
    urgent: Generated<boolean>;
    payload: Json<Record<string, unknown>>;
    state: Generated<'waiting' | 'handled' | 'refused'>;
    claim: string | null;
    due_at: Generated<Date>;
    tries: Generated<number>;
    error: Json<StoredError> | null;
    received_at: Generated<Date>;
    handled_at: Date | null;
    user_id: number | null;
    lapses: Generated<number>;
  };
  chats: {
    tenant_id: TenantId;
    bot_id: number;
    id: number;
    kind: 'private' | 'group' | 'supergroup' | 'channel';
    state: Generated<'reachable' | 'unreachable'>;
    reason: string | null;
    settings: ColumnType<ChatSettings, string | undefined, string>;
    language: 'en' | 'ru' | null;
    created_at: Generated<Date>;
    seen_at: Generated<Date>;
  };
  chat_recordings: {
    tenant_id: TenantId;
    id: ChatRecordingId;
    bot_id: number;
    chat_id: number;
    thread_id: number | null;
    user_id: number;
    message_id: number;
    item: Generated<number>;
    source: Json<ChatSource>;
    options: ColumnType<RecordingOptions, string | undefined, string>;
    state: Generated<ChatRecordingState>;
    recording_id: RecordingId | null;
    error: Json<StoredError> | null;
    told_event: Generated<number>;
    claim: string | null;
    due_at: Generated<Date>;
    tries: Generated<number>;
    created_at: Generated<Date>;
    ended_at: Date | null;
    sender_id: number | null;
  };
  chat_messages: {
    tenant_id: TenantId;
    id: ChatMessageId;
    bot_id: number;
    chat_id: number;
    thread_id: number | null;
    key: string;
    chat_recording_id: ChatRecordingId | null;
    content: Json<MessageContent> | null;
    version: Generated<number>;
    shown_version: Generated<number>;
    state: Generated<'waiting' | 'shown' | 'failed' | 'gone'>;
    message_id: number | null;
    sending_since: Date | null;
    floor_id: number | null;
    probes: Generated<number>;
    claim: string | null;
    due_at: Generated<Date>;
    tries: Generated<number>;
    error: Json<StoredError> | null;
    created_at: Generated<Date>;
    shown_at: Date | null;
    user_id: number | null;
    progress: Generated<boolean>;
    doubts: Generated<number>;
    returns: Generated<number>;
  };
  chat_paces: {
    tenant_id: TenantId;
    bot_id: number;
    chat_id: number;
    sent: Generated<Date[]>;
    closed_until: Date | null;
  };
  chat_actions: {
    tenant_id: TenantId;
    id: string;
    bot_id: number;
    chat_id: number;
    user_id: number | null;
    name: string;
    payload: ColumnType<Record<string, unknown>, string | undefined, string>;
    created_at: Generated<Date>;
    owner_id: number | null;
    expires_at: Date | null;
  };
  chat_dialogues: {
    tenant_id: TenantId;
    bot_id: number;
    chat_id: number;
    user_id: number;
    step: string;
    version: Generated<number>;
    payload: ColumnType<Record<string, unknown>, string | undefined, string>;
    expires_at: Date;
  };
  chat_media: {
    tenant_id: TenantId;
    bot_id: number;
    chat_id: number;
    message_id: number;
    user_id: number | null;
    message: Json<Record<string, unknown>>;
    seen_at: Generated<Date>;
  };
  upload_links: {
    tenant_id: TenantId;
    id: UploadLinkId;
    secret_hash: Buffer;
    chat_recording_id: ChatRecordingId;
    expires_at: Date;
    used_at: Date | null;
    created_at: Generated<Date>;
  };
}
