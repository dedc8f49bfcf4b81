import { type Selectable, sql } from 'kysely';
import type { FolderId, RecordingId } from '../../core/ids.ts';
import type { RecordingOptions, RecordingState, Schema, StoredError } from '../../db/schema.ts';
import type { MediaFacts } from '../../wire/event-message.ts';

/** A recording as its owner sees it. */
export interface Recording {
  readonly id: RecordingId;
  readonly state: RecordingState;
  readonly fileName: string;
  readonly bytes: number;
  readonly options: RecordingOptions;
  /** Once a worker has looked. */
  readonly media: MediaFacts | undefined;
  /** Seconds that are transcribed. */
  readonly processed: number;
  readonly error: StoredError | undefined;
  /** While its bytes are fetched from a link: how many have come, and how many were announced. */
  readonly fetching?: { readonly bytes: number; readonly totalBytes: number | null } | undefined;
  readonly requestId: string;
  readonly createdAt: Date;
  readonly startedAt: Date | undefined;
  readonly finishedAt: Date | undefined;
  /** When its words were thrown away, by the tenant's policy. */
  readonly transcriptExpiredAt: Date | undefined;
  /** Null: in none. */
  readonly folderId: FolderId | null;
  /** By name. */
  readonly tags: readonly string[];
}

const ownColumns = [
  'id',
  'state',
  'file_name',
  'bytes',
  'options',
  'media',
  'processed',
  'error',
  'request_id',
  'created_at',
  'started_at',
  'finished_at',
  'transcript_expired_at',
  'audio_gone',
  'expected_bytes',
  'folder_id',
] as const;

export const recordingColumns = [
  ...ownColumns,
  sql<string[]>`array(select tag from recording_tags where recording_id = recordings.id order by tag)`.as(
    'tags',
  ),
] as const;

export type RecordingRow = Pick<Selectable<Schema['recordings']>, (typeof ownColumns)[number]> & {
  readonly tags: string[];
};

export function toRecording(row: RecordingRow): Recording {
  return {
    id: row.id,
    state: row.state,
    fileName: row.file_name,
    bytes: row.bytes,
    options: row.options,
    media: row.media ?? undefined,
    processed: row.processed,
    error: row.error ?? undefined,
    fetching:
      row.audio_gone === 'awaited' && !hasEnded(row.state)
        ? { bytes: row.bytes, totalBytes: row.expected_bytes }
        : undefined,
    requestId: row.request_id,
    createdAt: row.created_at,
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    transcriptExpiredAt: row.transcript_expired_at ?? undefined,
    folderId: row.folder_id,
    tags: row.tags,
  };
}

/** An ended recording changes only when it is sent again. */
export function hasEnded(state: RecordingState): boolean {
  return state !== 'queued' && state !== 'running';
}
