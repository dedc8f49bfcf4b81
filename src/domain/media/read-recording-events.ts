import { EfirError } from '../../core/errors.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import { hasEnded } from './recording.ts';

export interface RecordingEvent {
  readonly number: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
}

export interface RecordingEventPage {
  /** Of the request that sent the recording in. */
  readonly requestId: string;
  readonly events: readonly RecordingEvent[];
  /** The recording has ended and nothing is left to read behind these events. */
  readonly complete: boolean;
}

export interface RecordingEventQuery {
  readonly tenantId: TenantId;
  readonly recordingId: RecordingId;
  /** Number of the last event that is known; 0 to begin at the first. */
  readonly after: number;
  readonly limit: number;
}

/** The next events of a recording, in order, without gaps. Rejects with `recording-not-found`. */
export async function readRecordingEvents(
  database: Database,
  { tenantId, recordingId, after, limit }: RecordingEventQuery,
): Promise<RecordingEventPage> {
  return database.readTenant(tenantId, async (tx) => {
    // The recording first: events that are stored between the two statements then only come along early.
    const recording = await tx
      .selectFrom('recordings')
      .select(['state', 'last_event', 'request_id'])
      .where('id', '=', recordingId)
      .executeTakeFirst();
    if (!recording) throw new EfirError('recording-not-found', { id: recordingId });
    const rows = await tx
      .selectFrom('recording_events')
      .select(['number', 'type', 'data', 'created_at'])
      .where('recording_id', '=', recordingId)
      .where('number', '>', after)
      .orderBy('number')
      .limit(limit)
      .execute();
    const last = rows.at(-1)?.number ?? after;
    return {
      requestId: recording.request_id,
      events: rows.map(({ created_at, ...event }) => ({ ...event, createdAt: created_at })),
      complete: hasEnded(recording.state) && last >= recording.last_event,
    };
  });
}
