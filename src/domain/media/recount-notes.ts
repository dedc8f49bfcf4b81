import { sql } from 'kysely';
import { noteUnintelligible, type Unintelligible } from '../../compute/speech/count-unintelligible.ts';
import { completeHearing } from '../../compute/speech/past/complete-hearing.ts';
import type { RecordingId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';
import type { Note, WorkerEvent } from '../../wire/event-message.ts';
import type { PastHearing } from '../../wire/past-hearing.ts';
import type { NewRecordingEvent } from './append-recording-event.ts';

/** A recording with the notes on it, once it is done. */
export interface NotesDraft {
  readonly id: RecordingId;
  /** How its pieces were heard; null where nothing is known of that. */
  readonly hearing: PastHearing | null;
  /** Once it is done. */
  transcript?: Extract<WorkerEvent, { type: 'succeeded' }>;
  readonly events: NewRecordingEvent[];
}

/**
 * Makes what the last run of a recording said of the whole true of it: what earlier ones heard, and could not understand,
 * a worker of another program does not know.
 */
export async function recountNotes(tx: TenantTx, drafts: readonly NotesDraft[]): Promise<void> {
  const done = drafts.filter((draft) => draft.transcript !== undefined);
  if (done.length === 0) return;
  for (const draft of done) {
    if (draft.transcript && draft.hearing)
      changeTranscript(draft, completeHearing(draft.transcript, draft.hearing));
  }
  const { rows } = await sql<Unintelligible & { id: RecordingId }>`
    select recording_id as id, count(*) filter (where unintelligible)::int as count,
      coalesce(round((sum(end_s - start_s) filter (where unintelligible))::numeric, 1), 0)::float8 as seconds
    from segments where recording_id = any(${done.map((draft) => draft.id)})
    group by recording_id`.execute(tx);
  for (const { id, ...parts } of rows) {
    const draft = done.find((one) => one.id === id);
    const notes = draft?.transcript?.notes.filter(({ code }) => code !== 'no-speech') ?? [];
    if (draft) changeNotes(draft, parts.count > 0 ? noteUnintelligible(notes, parts) : notes);
  }
}

/** Changes the notes of a recording that is done, also in what is about to be told of it. */
export function changeNotes(draft: NotesDraft, notes: Note[]): void {
  if (draft.transcript) changeTranscript(draft, { ...draft.transcript, notes });
}

function changeTranscript(draft: NotesDraft, transcript: NonNullable<NotesDraft['transcript']>): void {
  draft.transcript = transcript;
  const { engine, model, quality, notes } = transcript;
  const place = draft.events.findLastIndex((event) => event.type === 'completed');
  const completed = draft.events[place];
  if (completed?.type === 'completed') {
    draft.events[place] = { type: 'completed', data: { ...completed.data, engine, model, quality, notes } };
  }
}
