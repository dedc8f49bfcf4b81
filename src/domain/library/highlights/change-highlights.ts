import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import { createHighlightId, type HighlightId, type RecordingId, type TenantId } from '../../../core/ids.ts';
import type { Database, TenantRead, TenantTx } from '../../../db/database.ts';
import { type Caller, toAuthor } from '../../identity/index.ts';
import { noteArranged } from '../../media/index.ts';
import { type Highlight, longestNote, mostHighlights, toHighlight } from './highlight.ts';

interface Where {
  readonly tenantId: TenantId;
  readonly recordingId: RecordingId;
}

export interface NewHighlight {
  /** Seconds of the recording. */
  readonly start: number;
  readonly end: number;
  readonly note: string;
}

/** What is marked in a recording, by its time. Rejects with `recording-not-found`. */
export async function listHighlights(
  database: Database,
  { recordingId, tenantId }: Where,
): Promise<Highlight[]> {
  return database.readTenant(tenantId, async (tx) => {
    await assertRecording(tx, recordingId);
    return read(tx, recordingId);
  });
}

/**
 * Marks a stretch of a recording. Rejects with `recording-not-found`, `highlights-full` (limit), and with
 * `request-invalid` for a stretch without length and for what is no note.
 */
export async function createHighlight(
  database: Database,
  { by, recordingId, tenantId }: Where & { readonly by: Caller['by'] },
  given: NewHighlight,
): Promise<Highlight> {
  const note = readNote(given.note);
  const id = createHighlightId();
  assertStretch(given);
  return database.withTenant(tenantId, async (tx) => {
    await lockRecording(tx, recordingId);
    const known = await read(tx, recordingId);
    if (known.length >= mostHighlights) throw new EfirError('highlights-full', { limit: mostHighlights });
    const [start_s, end_s] = [given.start, given.end];
    const row = { tenant_id: tenantId, id, recording_id: recordingId, start_s, end_s, note, ...toAuthor(by) };
    await tx.insertInto('highlights').values(row).execute();
    await noteArranged(tx, [recordingId]);
    return readOne(tx, recordingId, id);
  });
}

/** Changes what is given. Rejects as `createHighlight`, and with `highlight-not-found` (id). */
export async function changeHighlight(
  database: Database,
  { id, recordingId, tenantId }: Where & { readonly id: HighlightId },
  change: Partial<NewHighlight>,
): Promise<Highlight> {
  const note = change.note === undefined ? undefined : readNote(change.note);
  return database.withTenant(tenantId, async (tx) => {
    await lockRecording(tx, recordingId);
    const known = await readOne(tx, recordingId, id);
    const changed = { start: change.start ?? known.start, end: change.end ?? known.end };
    assertStretch(changed);
    await tx
      .updateTable('highlights')
      .set({
        start_s: changed.start,
        end_s: changed.end,
        note: note ?? known.note,
        changed_at: sql<Date>`now()`,
      })
      .where('id', '=', id)
      .execute();
    await noteArranged(tx, [recordingId]);
    return readOne(tx, recordingId, id);
  });
}

/** Rejects with `recording-not-found` and `highlight-not-found` (id). */
export async function deleteHighlight(
  database: Database,
  { id, recordingId, tenantId }: Where & { readonly id: HighlightId },
): Promise<void> {
  await database.withTenant(tenantId, async (tx) => {
    await lockRecording(tx, recordingId);
    await readOne(tx, recordingId, id);
    await tx.deleteFrom('highlights').where('id', '=', id).execute();
    await noteArranged(tx, [recordingId]);
  });
}

async function read(tx: TenantRead, recordingId: RecordingId): Promise<Highlight[]> {
  const rows = await tx
    .selectFrom('highlights')
    .leftJoin('users', 'users.id', 'highlights.user_id')
    .selectAll('highlights')
    .leftJoin('api_keys', 'api_keys.id', 'highlights.api_key_id')
    .select(['users.name as user_name', 'api_keys.name as key_name'])
    .where('recording_id', '=', recordingId)
    .orderBy('start_s')
    .orderBy('highlights.id')
    .execute();
  return rows.map(toHighlight);
}

async function readOne(tx: TenantRead, recordingId: RecordingId, id: HighlightId): Promise<Highlight> {
  const known = (await read(tx, recordingId)).find((one) => one.id === id);
  if (!known) throw new EfirError('highlight-not-found', { id });
  return known;
}

async function assertRecording(tx: TenantRead, id: RecordingId): Promise<void> {
  const row = await tx.selectFrom('recordings').select('id').where('id', '=', id).executeTakeFirst();
  if (!row) throw new EfirError('recording-not-found', { id });
}

async function lockRecording(tx: TenantTx, id: RecordingId): Promise<void> {
  const row = await tx
    .selectFrom('recordings')
    .select('id')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new EfirError('recording-not-found', { id });
}

function assertStretch({ end, start }: Pick<NewHighlight, 'start' | 'end'>): void {
  if (end <= start) throw new EfirError('request-invalid', { detail: 'end: is not behind start' });
}

/** Lines and paragraphs of a note stay. */
function readNote(given: string): string {
  const note = given.toWellFormed().normalize('NFC').replaceAll('\r\n', '\n').trim();
  if (/[^\P{Cc}\n\t]/u.test(note))
    throw new EfirError('request-invalid', { detail: 'note: holds control characters' });
  if ([...note].length > longestNote)
    throw new EfirError('request-invalid', { detail: `note: at most ${longestNote} characters` });
  return note;
}
