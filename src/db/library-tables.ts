import type { Generated } from 'kysely';
import type { ApiKeyId, FolderId, HighlightId, RecordingId, ShareId, TenantId, UserId } from '../core/ids.ts';

/** Order among recordings, what people mark in them, and links for people without an account. */
export interface LibraryTables {
  /** Kept by triggers on segments. */
  segment_words: { tenant_id: TenantId; recording_id: RecordingId; index: number; words: string };
  folders: {
    tenant_id: TenantId;
    id: FolderId;
    parent_id: FolderId | null;
    name: string;
    created_at: Generated<Date>;
  };
  recording_tags: { tenant_id: TenantId; recording_id: RecordingId; tag: string };
  highlights: {
    tenant_id: TenantId;
    id: HighlightId;
    recording_id: RecordingId;
    start_s: number;
    end_s: number;
    note: string;
    user_id: UserId | null;
    api_key_id: ApiKeyId | null;
    created_at: Generated<Date>;
    changed_at: Generated<Date>;
  };
  shares: {
    tenant_id: TenantId;
    id: ShareId;
    recording_id: RecordingId;
    secret_hash: Buffer;
    password_hash: string | null;
    audio: boolean;
    expires_at: Date | null;
    wrong_passwords: Generated<number>;
    locked_until: Date | null;
    opened: Generated<number>;
    opened_at: Date | null;
    user_id: UserId | null;
    api_key_id: ApiKeyId | null;
    created_at: Generated<Date>;
  };
}
