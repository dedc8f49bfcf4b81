import type { Generated } from 'kysely';
import type { RecordingId, TenantId, UploadId } from '../core/ids.ts';
import type { Json, RecordingOptions, StoredError } from './columns.ts';

/** Ways in that last, what became of lists, and figures of the queue: `migrations/0015_work_view.sql`. */
export interface IntakeTables {
  deleted_recordings: {
    tenant_id: TenantId;
    id: RecordingId;
    written_in: Generated<number>;
    deleted_at: Generated<Date>;
  };
  recording_links: {
    tenant_id: TenantId;
    recording_id: RecordingId;
    url: string;
    state: Generated<LinkState>;
    bytes: Generated<number>;
    announced: number | null;
    named: boolean;
    claim: string | null;
    due_at: Generated<Date>;
    tries: Generated<number>;
    created_at: Generated<Date>;
  };
  uploads: {
    tenant_id: TenantId;
    id: UploadId;
    state: Generated<UploadState>;
    file_name: string;
    options: Json<RecordingOptions>;
    metadata: string;
    bytes: number;
    received: Generated<number>;
    claim: string | null;
    due_at: Generated<Date>;
    tries: Generated<number>;
    recording_id: RecordingId | null;
    error: Json<StoredError> | null;
    request_id: string;
    trace: string;
    created_at: Generated<Date>;
    expires_at: Date;
  };
  upload_parts: {
    tenant_id: TenantId;
    upload_id: UploadId;
    start_at: number;
    bytes: number;
    blob_key: string;
  };
  queue_history: { minute: Date; queue: string; waiting: number; running: number };
}

export type LinkState = 'open' | 'failed' | 'cancelled' | 'fetched';
export const uploadStates = ['open', 'whole', 'taken', 'refused'] as const;
export type UploadState = (typeof uploadStates)[number];
