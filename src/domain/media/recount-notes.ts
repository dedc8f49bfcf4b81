import { sql } from 'kysely';
import { noteUnintelligible, type Unintelligible } from '../../compute/speech/count-unintelligible.ts';
import type { RecordingId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';
import type { Note, WorkerEvent } from '../../wire/event-message.ts';
import type { NewRecordingEvent } from './append-recording-event.ts';

/** A recording with the notes on it, once it is done. */
export interface NotesDraft {
  readonly id: RecordingId;
  /** Once it is done. */
  transcript?: Extract<WorkerEvent, { type: 'succeeded' }>;
  readonly events: NewRecordingEvent[];
}

/** The last run of a recording knows what it could not understand itself: counts what earlier ones could not as well. */
export async function recountNotes(tx: TenantTx, drafts: readonly NotesDraft[]): Promise<void> {
  const done = drafts.filter((draft) => draft.transcript !== undefined);
  if (done.length === 0) return;
  const { rows } = await sql<Unintelligible & { id: RecordingId }>`
    select recording_id as id, count(*)::int as count, round(sum(end_s - start_s)::numeric, 1)::float8 as seconds
    from segments where recording_id = any(${done.map((draft) => draft.id)}) and unintelligible
    group by recording_id`.execute(tx);
  for (const { id, ...parts } of rows) {
    const draft = done.find((one) => one.id === id);
    if (draft) changeNotes(draft, noteUnintelligible(draft.transcript?.notes ?? [], parts));
  }
}

/** Changes the notes of a recording that is done, also in what is about to be told of it. */
export function changeNotes(draft: NotesDraft, notes: Note[]): void {
  if (draft.transcript) draft.transcript = { ...draft.transcript, notes };
  const place = draft.events.findLastIndex((event) => event.type === 'completed');
  const completed = draft.events[place];
  if (completed?.type === 'completed') {
    draft.events[place] = { type: 'completed', data: { ...completed.data, notes } };
  }
}
