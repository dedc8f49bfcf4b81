import { sql } from 'kysely';
import { settleSpeakers } from '../../compute/speech/assign-speakers.ts';
import type { RecordingId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';
import type { Segment, Turn, Voice } from '../../wire/event-message.ts';
import { changeNotes, type NotesDraft } from './recount-notes.ts';
import { knowVoices } from './voices/know-voices.ts';

/** What a recording's speakers are made of. */
export interface SpeakersDraft extends NotesDraft {
  /** New ones, by number. */
  readonly blocks: ReadonlyMap<
    number,
    { readonly turns: readonly Turn[]; readonly voices: readonly Voice[] }
  >;
  /** What was stored before is void: all of it, or the blocks alone. */
  readonly restarted: boolean;
  readonly blocksRestarted: boolean;
}

type DoneDraft = SpeakersDraft & Required<Pick<SpeakersDraft, 'transcript'>>;

/** A segment as its row is written. */
export type NewSegment = Segment & { readonly piece: number };

/** Stores blocks of turns until all are there. */
export async function storeTurns(tx: TenantTx, drafts: readonly SpeakersDraft[]): Promise<void> {
  const begunAgain = drafts
    .filter((draft) => draft.restarted || draft.blocksRestarted)
    .map((draft) => draft.id);
  if (begunAgain.length > 0)
    await tx.deleteFrom('diarized_blocks').where('recording_id', 'in', begunAgain).execute();
  const rows = drafts.flatMap(({ id, blocks }) =>
    [...blocks].map(([block, { turns, voices }]) => ({ recording_id: id, block, turns, voices })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into diarized_blocks (tenant_id, recording_id, block, turns, voices)
    select ${tx.tenantId}::uuid, recording_id, block, turns, voices
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as new(recording_id uuid, block integer, turns jsonb, voices jsonb)
    on conflict (tenant_id, recording_id, block) do update set turns = excluded.turns, voices = excluded.voices`.execute(
    tx,
  );
}

/**
 * Once a recording is done: joins its blocks to speakers, divides its segments between them, tells of that, and keeps
 * what the speakers sound like; those whose voices are known get their names. Where segments name their speakers themselves, these are all.
 */
export async function storeSpeakers(
  tx: TenantTx,
  drafts: readonly SpeakersDraft[],
  storeSegments: (
    tx: TenantTx,
    rows: readonly (NewSegment & { recording_id: RecordingId })[],
  ) => Promise<void>,
): Promise<void> {
  const done = drafts.filter((draft): draft is DoneDraft => draft.transcript !== undefined);
  if (done.length === 0) return;
  const ids = sql<RecordingId>`any(${done.map((draft) => draft.id)})`;
  await tx.deleteFrom('speakers').where('recording_id', '=', ids).execute();
  for (const draft of done) {
    if (draft.transcript.blocks > 0) await settle(tx, draft, storeSegments);
  }
  await sql`
    insert into speakers (tenant_id, recording_id, id, seconds)
    select ${tx.tenantId}::uuid, recording_id, speaker, sum(greatest(0, end_s - start_s))
    from segments where recording_id = ${ids} and speaker is not null
    group by recording_id, speaker
    on conflict (tenant_id, recording_id, id) do nothing`.execute(tx);
}

async function settle(
  tx: TenantTx,
  draft: DoneDraft,
  storeSegments: Parameters<typeof storeSpeakers>[2],
): Promise<void> {
  const blocks = await tx
    .selectFrom('diarized_blocks')
    .select(['turns', 'voices'])
    .where('recording_id', '=', draft.id)
    .orderBy('block')
    .execute();
  await tx.deleteFrom('diarized_blocks').where('recording_id', '=', draft.id).execute();
  const stored = await readSegments(tx, draft.id);
  const { segments, speakers, notes } = settleSpeakers(stored, blocks, draft.transcript);
  // Whether as many speakers were found as asked for is known only now.
  changeNotes(draft, notes);
  if (speakers.length === 0) return;
  await tx.deleteFrom('segments').where('recording_id', '=', draft.id).execute();
  await storeSegments(
    tx,
    segments.map((segment) => ({ recording_id: draft.id, ...segment })),
  );
  await sql`
    insert into speakers (tenant_id, recording_id, id, seconds, embedding)
    select ${tx.tenantId}::uuid, ${draft.id}::uuid, id, seconds, decode(embedding, 'base64')
    from jsonb_to_recordset(${JSON.stringify(speakers)}::jsonb)
      as new(id text, seconds double precision, embedding text)`.execute(tx);
  await knowVoices(tx, draft.id, speakers);
  tellRevision(draft);
}

async function readSegments(tx: TenantTx, id: RecordingId): Promise<NewSegment[]> {
  const rows = await tx
    .selectFrom('segments')
    .selectAll()
    .where('recording_id', '=', id)
    .orderBy('index')
    .execute();
  return rows.map((row) => ({
    index: row.index,
    piece: row.piece,
    start: row.start_s,
    end: row.end_s,
    text: row.text,
    ...(row.speaker !== null && { speaker: row.speaker }),
    ...(row.language !== null && { language: row.language }),
    ...(row.unintelligible && { unintelligible: true as const }),
    words: row.words,
  }));
}

/** Segments were told as they came, without speakers: whoever listens has to read them again. Before the end is told. */
function tellRevision({ events }: DoneDraft): void {
  const place = events.findLastIndex((event) => event.type === 'completed');
  events.splice(Math.max(0, place), 0, { type: 'revised', data: { version: 1, reason: 'speakers' } });
}
