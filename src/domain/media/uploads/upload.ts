import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import type { RecordingId, TenantId, UploadId } from '../../../core/ids.ts';
import type { TenantRead } from '../../../db/database.ts';
import type { UploadState } from '../../../db/intake-tables.ts';
import type { RecordingOptions, StoredError } from '../../../db/schema.ts';

/** A file that comes in parts, over any number of connections, until it is a recording. */
export interface Upload {
  readonly id: UploadId;
  /** `open`: bytes are awaited; `whole`: all are here; `taken`: it is a recording; `refused`: it cannot be one. */
  readonly state: UploadState;
  /** As the sender called it: a label for people, never a path. */
  readonly fileName: string;
  readonly options: RecordingOptions;
  /** As the sender wrote it, for the headers of the protocol. */
  readonly metadata: string;
  /** In all, and stored from the first one on. */
  readonly bytes: number;
  readonly received: number;
  readonly recordingId: RecordingId | undefined;
  /** Why it was refused, or why it is not a recording yet. */
  readonly error: StoredError | undefined;
  readonly requestId: string;
  readonly trace: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Seconds that an upload lives after its last byte. */
export const uploadLifetime = 24 * 60 * 60;

export const uploadColumns = [
  'id',
  'state',
  'file_name',
  'options',
  'metadata',
  'bytes',
  'received',
  'recording_id',
  'error',
  'request_id',
  'trace',
  'created_at',
  'expires_at',
] as const;

interface UploadRow {
  readonly id: UploadId;
  readonly state: UploadState;
  readonly file_name: string;
  readonly options: RecordingOptions;
  readonly metadata: string;
  readonly bytes: number;
  readonly received: number;
  readonly recording_id: RecordingId | null;
  readonly error: StoredError | null;
  readonly request_id: string;
  readonly trace: string;
  readonly created_at: Date;
  readonly expires_at: Date;
}

export function toUpload(row: UploadRow): Upload {
  return {
    id: row.id,
    state: row.state,
    fileName: row.file_name,
    options: row.options,
    metadata: row.metadata,
    bytes: row.bytes,
    received: row.received,
    recordingId: row.recording_id ?? undefined,
    error: row.error ?? undefined,
    requestId: row.request_id,
    trace: row.trace,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

/** An upload of the tenant. Rejects with `upload-not-found`, and with `upload-expired` once its time is over. */
export async function readUpload(tx: TenantRead, id: UploadId): Promise<Upload> {
  const row = await tx
    .selectFrom('uploads')
    .select(uploadColumns)
    .select(sql<boolean>`expires_at <= now()`.as('over'))
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new EfirError('upload-not-found');
  if (row.over) throw new EfirError('upload-expired');
  return toUpload(row);
}

export function livesFromNow() {
  return sql<Date>`now() + make_interval(secs => ${uploadLifetime})`;
}

/** Where all parts of an upload lie, also those that nobody wrote down any more. */
export function writePartPrefix(tenantId: TenantId, id: UploadId): string {
  return `tenants/${tenantId}/parts/${id}/`;
}
