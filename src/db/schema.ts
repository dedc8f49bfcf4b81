import type { ColumnType, Generated } from 'kysely';
import type {
  ApiKeyId,
  AttemptId,
  DeliveryId,
  FolderId,
  RecordingId,
  RunId,
  SessionFileId,
  TaskId,
  TenantId,
  UploadSessionId,
  UserId,
  VoiceId,
  WebhookId,
} from '../core/ids.ts';
import type { MediaFacts, Note, Turn, Voice, Word } from '../wire/event-message.ts';
import type { PastHearing } from '../wire/past-hearing.ts';
import type { Spelling } from '../wire/task-message.ts';
import type { ChatTables } from './chat-tables.ts';
import type { Json, RecordingOptions, StoredError } from './columns.ts';
import type { IdentityTables } from './identity-tables.ts';
import type { IntakeTables } from './intake-tables.ts';
import type { LibraryTables } from './library-tables.ts';

export type { RecordingOptions, StoredError } from './columns.ts';

/** The tables of `migrations/`, as kysely sees them. bigint and double precision are read as numbers. */
export interface Schema extends ChatTables, IdentityTables, IntakeTables, LibraryTables {
  tenants: { id: TenantId; name: string; created_at: Generated<Date>; max_running: number | null };
  tenant_turns: { tenant_id: TenantId; served_at: Generated<Date> };
  answers: {
    tenant_id: TenantId;
    recording_id: RecordingId;
    kind: string;
    task_name: string;
    folder: string;
    due_at: Date | null;
    tries: Generated<number>;
    sent_at: Date | null;
    created_at: Generated<Date>;
  };
  api_keys: {
    tenant_id: TenantId;
    id: ApiKeyId;
    name: string;
    secret_hash: Buffer;
    scopes: string[];
    created_at: Generated<Date>;
    last_used_at: Date | null;
    expires_at: Date | null;
    revoked_at: Date | null;
    user_id: UserId | null;
  };
  recordings: {
    tenant_id: TenantId;
    id: RecordingId;
    state: RecordingState;
    file_name: string;
    bytes: number;
    blob_key: string;
    options: Json<RecordingOptions>;
    media: Json<MediaFacts> | null;
    processed: Generated<number>;
    error: Json<StoredError> | null;
    request_id: string;
    trace: string;
    last_event: Generated<number>;
    created_at: Generated<Date>;
    started_at: Date | null;
    finished_at: Date | null;
    audio_gone: 'expired' | 'lost' | 'awaited' | null;
    audio_gone_at: Date | null;
    transcript_expired_at: Date | null;
    pace_since: Date | null;
    pace_from: number | null;
    progress_at: Date | null;
    hearing: Json<PastHearing> | null;
    expected_bytes: number | null;
    folder_id: FolderId | null;
    arranged_in: number | null;
  };
  recording_events: {
    tenant_id: TenantId;
    recording_id: RecordingId;
    number: number;
    type: string;
    data: Json<Record<string, unknown>>;
    created_at: Generated<Date>;
    written_in: Generated<number | null>;
  };
  segments: {
    tenant_id: TenantId;
    recording_id: RecordingId;
    index: number;
    piece: number;
    start_s: number;
    end_s: number;
    speaker: string | null;
    text: string;
    words: Json<Word[]>;
    language: string | null;
    unintelligible: Generated<boolean>;
  };
  diarized_blocks: {
    tenant_id: TenantId;
    recording_id: RecordingId;
    block: number;
    turns: Json<Turn[]>;
    voices: Json<Voice[]>;
  };
  speakers: {
    tenant_id: TenantId;
    recording_id: RecordingId;
    id: string;
    name: string | null;
    seconds: number;
    embedding: Buffer | null;
    merged_into: string | null;
    voice_id: VoiceId | null;
  };
  voices: {
    tenant_id: TenantId;
    id: VoiceId;
    name: string;
    user_id: UserId | null;
    api_key_id: ApiKeyId | null;
    created_at: Generated<Date>;
  };
  voice_samples: {
    tenant_id: TenantId;
    id: string;
    voice_id: VoiceId;
    recording_id: RecordingId | null;
    speaker: string;
    seconds: number;
    embedding: Buffer;
    created_at: Generated<Date>;
  };
  transcript_changes: {
    tenant_id: TenantId;
    recording_id: RecordingId;
    version: number;
    api_key_id: ApiKeyId | null;
    user_id: UserId | null;
    made_at: Generated<Date>;
    change: Json<TranscriptChange>;
  };
  vocabularies: {
    tenant_id: TenantId;
    hot_words: Json<string[]>;
    spellings: Json<Spelling[]>;
    updated_at: Generated<Date>;
  };
  transcripts: {
    tenant_id: TenantId;
    recording_id: RecordingId;
    language: string;
    engine: string;
    model: string;
    quality: 'full' | 'low';
    duration: number;
    notes: Json<Note[]>;
    created_at: Generated<Date>;
    pace: number | null;
    version: Generated<number>;
  };
  idempotency_keys: {
    tenant_id: TenantId;
    key: string;
    fingerprint: string;
    recording_id: RecordingId;
    created_at: Generated<Date>;
  };
  upload_sessions: {
    tenant_id: TenantId;
    id: UploadSessionId;
    created_at: Generated<Date>;
    expires_at: Date;
  };
  session_files: {
    tenant_id: TenantId;
    id: SessionFileId;
    session_id: UploadSessionId;
    file_name: string;
    bytes: number;
    blob_key: string;
    created_at: Generated<Date>;
  };
  awaited_recordings: {
    tenant_id: TenantId;
    fingerprint: string;
    recording_id: RecordingId;
    wanted_at: Generated<Date>;
  };
  tasks: {
    tenant_id: TenantId;
    id: TaskId;
    recording_id: RecordingId;
    kind: string;
    engine: string | null;
    state: TaskState;
    priority: Generated<number>;
    due_at: Generated<Date>;
    pieces: Generated<number>;
    segments: Generated<number>;
    blocks: Generated<number>;
    until_s: Generated<number>;
    failures: Generated<number>;
    losses: Generated<number>;
    failures_by_code: ColumnType<Record<string, number>, string | undefined, string>;
    error: Json<StoredError> | null;
    created_at: Generated<Date>;
    finished_at: Date | null;
    needs: ColumnType<TaskId[], readonly TaskId[] | undefined, readonly TaskId[]>;
    steps: Generated<number>;
    short: Generated<boolean>;
  };
  attempts: {
    tenant_id: TenantId;
    id: AttemptId;
    task_id: TaskId;
    number: number;
    state: AttemptState;
    run_id: RunId | null;
    worker_id: string | null;
    applied_seq: Generated<number>;
    lease_until: Date;
    error: Json<StoredError> | null;
    created_at: Generated<Date>;
    finished_at: Date | null;
  };
  workers: {
    id: string;
    queues: string[];
    slots: number;
    running: number;
    engine: string;
    model: string;
    seen_at: Generated<Date>;
  };
  retention_policies: {
    tenant_id: TenantId;
    audio_days: number | null;
    transcript_days: number | null;
    task_days: number | null;
  };
  timetables: {
    tenant_id: TenantId;
    id: string;
    name: string;
    kind: string;
    payload: ColumnType<Record<string, unknown>, string | undefined, string>;
    pattern: string;
    zone: string;
    next_at: Date;
  };
  timetable_runs: {
    tenant_id: TenantId;
    timetable_id: string;
    due_at: Date;
    tries: Generated<number>;
    started_at: Generated<Date>;
    finished_at: Date | null;
    result: Json<Record<string, unknown>> | null;
    error: Json<StoredError> | null;
  };
  webhooks: {
    tenant_id: TenantId;
    id: WebhookId;
    url: string;
    events: string[];
    secret: Buffer;
    former_secret: Buffer | null;
    former_until: Date | null;
    state: Generated<'active' | 'paused'>;
    reason: Json<StoredError> | null;
    failures: Generated<number>;
    created_at: Generated<Date>;
  };
  signing_secrets: {
    tenant_id: TenantId;
    secret: Buffer;
    former_secret: Buffer | null;
    former_until: Date | null;
    created_at: Generated<Date>;
  };
  deliveries: {
    tenant_id: TenantId;
    id: DeliveryId;
    webhook_id: WebhookId | null;
    url: string | null;
    lane: string;
    recording_id: RecordingId | null;
    type: string;
    body: string;
    state: Generated<DeliveryState>;
    due_at: Generated<Date>;
    claim: string | null;
    tries: Generated<number>;
    failures: Generated<number>;
    status: number | null;
    error: Json<StoredError> | null;
    created_at: Generated<Date>;
    finished_at: Date | null;
  };
  delivery_tries: {
    tenant_id: TenantId;
    delivery_id: DeliveryId;
    number: number;
    started_at: Generated<Date>;
    milliseconds: number | null;
    status: number | null;
    error: Json<StoredError> | null;
    answer: string | null;
  };
}

export const recordingStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type RecordingState = (typeof recordingStates)[number];
export const taskStates = [
  'waiting',
  'queued',
  'dispatched',
  'running',
  'succeeded',
  'dead',
  'cancelled',
] as const;
export type TaskState = (typeof taskStates)[number];
export const deliveryStates = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];
export type AttemptState = 'dispatched' | 'running' | 'succeeded' | 'failed' | 'lost' | 'stopped';

/** What made a version of a transcript of the one before it: taken back, it gives that one again. */
export interface TranscriptChange {
  readonly type: 'corrected' | 'named' | 'merged' | 'split' | 'reverted' | 'undone';
  /** The version that was gone back to. */
  readonly to?: number;
  /** The version whose change was taken back, and no other's. */
  readonly undid?: number;
  readonly segments?: readonly {
    readonly index: number;
    /** Without words where they stay as they are: a later change may say what they were. */
    readonly was: Omit<SegmentWording, 'words'> & Partial<Pick<SegmentWording, 'words'>>;
    /** Its words are in the row, or in what a later change says was. */
    readonly is: Omit<SegmentWording, 'words'>;
  }[];
  readonly names?: readonly {
    readonly speaker: string;
    readonly was: string | null;
    readonly is: string | null;
  }[];
  /** Speakers who became a part of another, or nobody's part. */
  readonly merges?: readonly {
    readonly speaker: string;
    readonly was: string | null;
    readonly is: string | null;
  }[];
}

/** What may change in a segment. */
export interface SegmentWording {
  readonly text: string;
  readonly words: Word[];
  readonly speaker: string | null;
  readonly unintelligible: boolean;
}
