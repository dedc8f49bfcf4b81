import { sql } from 'kysely';
import type { RecordingId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';
import type { RecordingState, StoredError } from '../../db/schema.ts';
import type { MediaFacts, Note, Segment } from '../../wire/event-message.ts';

/** What a recording's stream tells, by type. */
export interface RecordingEventData {
  readonly state: { readonly state: RecordingState; readonly error?: StoredError };
  /** Bytes that came so far of what a link leads to, and how many were announced. */
  readonly fetching: { readonly bytes: number; readonly total_bytes: number | null };
  readonly media: MediaFacts;
  readonly segment: Omit<Segment, 'words'>;
  /** Seconds done, and seconds in all (0: not known). */
  readonly progress: { readonly processed: number; readonly duration: number };
  readonly completed: {
    readonly language: string;
    readonly engine: string;
    readonly model: string;
    readonly quality: 'full' | 'low';
    readonly notes: readonly Note[];
  };
  /** Segments that were told before are not as they were: the transcript has this version now. */
  readonly revised: { readonly version: number; readonly reason: RevisionReason };
}

/**
 * Speakers were told apart when all was heard; a person corrected words, named, merged or split speakers, went back to a
 * version, or undid a change.
 */
export type RevisionReason = 'speakers' | 'corrected' | 'named' | 'merged' | 'split' | 'reverted' | 'undone';

export type NewRecordingEvent = {
  [Type in keyof RecordingEventData]: { readonly type: Type; readonly data: RecordingEventData[Type] };
}[keyof RecordingEventData];

/**
 * Adds events to a recording's stream. Their numbers are counted in the recording's own row, so the row's lock is
 * held until the commit: a reader that saw number n will never see a smaller one appear later. After the commit
 * the hint `recording` is due.
 */
export async function appendRecordingEvents(
  tx: TenantTx,
  recordingId: RecordingId,
  events: readonly NewRecordingEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const row = await tx
    .updateTable('recordings')
    .set({ last_event: sql<number>`last_event + ${events.length}` })
    .where('id', '=', recordingId)
    .returning('last_event')
    .executeTakeFirst();
  if (!row) return;
  const first = row.last_event - events.length + 1;
  await tx
    .insertInto('recording_events')
    .values(
      events.map((event, index) => ({
        tenant_id: tx.tenantId,
        recording_id: recordingId,
        number: first + index,
        type: event.type,
        data: JSON.stringify(event.data),
      })),
    )
    .execute();
}
