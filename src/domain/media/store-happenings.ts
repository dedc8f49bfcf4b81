import { sql } from 'kysely';
import { addDiarizer, addHearing, nothingHeard } from '../../compute/speech/past/add-hearing.ts';
import type { RecordingId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';
import type { RecordingState, StoredError } from '../../db/schema.ts';
import type { MediaFacts } from '../../wire/event-message.ts';
import type { PastHearing } from '../../wire/past-hearing.ts';
import type { Happening, TaskEffects, TaskStory } from '../../work/effects.ts';
import { announceEnds } from './announce-ends.ts';
import { judgeRecording } from './judge-recording.ts';
import { hasEnded } from './recording.ts';
import { recountNotes } from './recount-notes.ts';
import { type NewSegment, type SpeakersDraft, storeSpeakers, storeTurns } from './store-speakers.ts';
import { dropTranscripts } from './transcripts/drop-transcripts.ts';

/**
 * Stores what happened to transcriptions: any number of recordings with a handful of statements. The recordings'
 * rows are locked first, so that their events are numbered as in `appendRecordingEvents`.
 */
export const storeHappenings: TaskEffects = async (tx, stories) => {
  const drafts = await lockRecordings(tx, stories);
  for (const { task, happenings, steps } of stories) {
    const draft = drafts.get(task.recordingId);
    // A recording that is gone needs nothing any more.
    if (!draft) continue;
    draft.steps = steps;
    for (const happening of happenings) tell(draft, happening);
  }
  const changed = [...drafts.values()].filter((draft) => draft.touched);
  if (changed.length === 0) return;
  await dropSegments(tx, changed);
  await storeSegments(tx, listNewSegments(changed));
  await storeTurns(tx, changed);
  await recountNotes(tx, changed);
  await storeSpeakers(tx, changed, storeSegments);
  await storeTranscripts(tx, changed);
  await storeRecordings(tx, changed);
  await releaseAnswers(tx, changed);
  await announceEnds(tx, listNewlyEnded(changed));
};

/** A recording as it will be, and what its stream tells of the way there. */
interface Draft extends SpeakersDraft {
  readonly lastEvent: number;
  /** By index: the last one counts, so that a worker that numbers wrongly cannot jam its own task. */
  readonly segments: Map<number, NewSegment>;
  readonly blocks: Map<number, Extract<Happening, { type: 'turns' }>>;
  readonly stateBefore: RecordingState;
  state: RecordingState;
  error: StoredError | null;
  media: MediaFacts | null;
  /** Of its pieces so far; null where it is not in work, and no more once it is done. */
  hearing: PastHearing | null;
  processed: number;
  /** Whether a progress was told in the last second. */
  told: boolean;
  stateTold: boolean;
  started: boolean;
  /** Whether anything was done since the run began. */
  progressed: boolean;
  restarted: boolean;
  blocksRestarted: boolean;
  touched: boolean;
  /** Where its steps stand, when it has several: they decide together. */
  steps?: TaskStory['steps'];
}

async function lockRecordings(tx: TenantTx, stories: readonly TaskStory[]): Promise<Map<RecordingId, Draft>> {
  const lastTold = sql<boolean>`coalesce((
    select created_at > now() - interval '1 second' from recording_events
    where recording_id = recordings.id and type = 'progress' order by number desc limit 1), false)`;
  const rows = await tx
    .selectFrom('recordings')
    .select(['id', 'state', 'error', 'media', 'processed', 'hearing', 'last_event', lastTold.as('told')])
    .where('id', '=', sql<RecordingId>`any(${stories.map((story) => story.task.recordingId)})`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  const toDraft = ({ id, last_event, ...row }: (typeof rows)[number]): Draft => ({
    ...row,
    id,
    stateBefore: row.state,
    lastEvent: last_event,
    events: [],
    segments: new Map(),
    blocks: new Map(),
    stateTold: false,
    started: false,
    progressed: false,
    restarted: false,
    blocksRestarted: false,
    touched: false,
  });
  return new Map(rows.map((row) => [row.id, toDraft(row)]));
}

function tell(draft: Draft, happening: Happening): void {
  draft.touched = true;
  switch (happening.type) {
    case 'started':
      draft.started = true;
      draft.progressed = false;
      changeState(draft, 'running');
      break;
    case 'probed':
      tellMedia(draft, happening.media);
      break;
    case 'segment':
      tellSegments(draft, happening);
      break;
    case 'turns':
      tellTurns(draft, happening);
      break;
    case 'progress':
      tellProgress(draft, happening.processed);
      break;
    case 'restarted':
      draft.restarted = true;
      draft.hearing = null;
      draft.segments.clear();
      draft.blocks.clear();
      break;
    case 'succeeded':
      tellTranscript(draft, happening);
      break;
    case 'queued':
      changeState(draft, 'queued');
      break;
    case 'dead':
      changeState(draft, 'failed', happening.error);
      break;
    case 'cancelled':
      changeState(draft, 'cancelled');
      break;
  }
}

function changeState(draft: Draft, ownState: RecordingState, ownError: StoredError | null = null): void {
  const { state, error } = draft.steps ? judgeRecording(draft.steps) : { state: ownState, error: ownError };
  // A step that ends while others go on changes nothing for the whole.
  if (draft.steps && draft.state === state) return;
  draft.state = state;
  draft.error = error;
  draft.stateTold = true;
  draft.events.push({ type: 'state', data: { state, ...(error ? { error } : {}) } });
}

/** A task that is tried again looks at the file again: only news is told. */
function tellMedia(draft: Draft, media: MediaFacts): void {
  const known: Partial<MediaFacts> | null = draft.media;
  const keys = Object.keys({ ...known, ...media }) as (keyof MediaFacts)[];
  if (known && keys.every((key) => known[key] === media[key])) return;
  draft.media = media;
  draft.events.push({ type: 'media', data: media });
}

function tellSegments(
  draft: Draft,
  { piece, segments, processed, hearing }: Extract<Happening, { type: 'segment' }>,
): void {
  for (const segment of segments) {
    draft.segments.set(segment.index, { ...segment, piece });
    const { words: _, ...data } = segment;
    draft.events.push({ type: 'segment', data });
  }
  draft.hearing = addHearing(draft.hearing ?? nothingHeard, { segments, hearing });
  tellProgress(draft, processed);
}

/** Another diarizer begins with the first block again: what is stored is void. */
function tellTurns(draft: Draft, happening: Extract<Happening, { type: 'turns' }>): void {
  if (happening.block === 0) {
    draft.blocks.clear();
    draft.blocksRestarted = true;
  }
  draft.blocks.set(happening.block, happening);
  draft.hearing = addDiarizer(draft.hearing ?? nothingHeard, happening.diarizer);
  tellProgress(draft, happening.processed);
}

/** Moves the recording's position; it is told at most once a second, because people watch it, not programs. */
function tellProgress(draft: Draft, processed: number): void {
  draft.progressed = true;
  draft.processed = Math.max(draft.processed, processed);
  if (draft.told) return;
  draft.told = true;
  const duration = draft.media?.duration ?? 0;
  draft.events.push({ type: 'progress', data: { processed: draft.processed, duration } });
}

function tellTranscript(draft: Draft, happening: Extract<Happening, { type: 'succeeded' }>): void {
  const { language, engine, model, quality, notes, duration } = happening;
  draft.transcript = happening;
  draft.processed = duration;
  draft.events.push({ type: 'completed', data: { language, engine, model, quality, notes } });
  changeState(draft, 'succeeded');
}

async function dropSegments(tx: TenantTx, drafts: readonly Draft[]): Promise<void> {
  const ids = drafts.filter((draft) => draft.restarted).map((draft) => draft.id);
  await dropTranscripts(tx, ids);
}

type SegmentRow = NewSegment & { readonly recording_id: RecordingId };

function listNewSegments(drafts: readonly Draft[]): SegmentRow[] {
  return drafts.flatMap(({ id, segments }) =>
    [...segments.values()].map((segment) => ({ recording_id: id, ...segment })),
  );
}

async function storeSegments(tx: TenantTx, rows: readonly SegmentRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into segments (tenant_id, recording_id, index, piece, start_s, end_s, speaker, text, words, language,
      unintelligible)
    select ${tx.tenantId}::uuid, recording_id, index, piece, start, "end", speaker, text, words, language,
      coalesce(unintelligible, false)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new(recording_id uuid, index integer, piece integer,
      start double precision, "end" double precision, speaker text, text text, words jsonb,
      language text, unintelligible boolean)
    on conflict (tenant_id, recording_id, index) do update set piece = excluded.piece, start_s = excluded.start_s,
      end_s = excluded.end_s, speaker = excluded.speaker, text = excluded.text, words = excluded.words,
      language = excluded.language, unintelligible = excluded.unintelligible`.execute(tx);
}

async function storeTranscripts(tx: TenantTx, drafts: readonly Draft[]): Promise<void> {
  const rows = drafts.flatMap(({ id, transcript }) =>
    transcript ? [{ recording_id: id, ...transcript }] : [],
  );
  if (rows.length === 0) return;
  await sql`
    insert into transcripts (tenant_id, recording_id, language, engine, model, quality, duration, notes, pace)
    select ${tx.tenantId}::uuid, recording_id, language, engine, model, quality, duration, notes, ${pace}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new(recording_id uuid, language text, engine text,
      model text, quality text, duration double precision, notes jsonb)
    on conflict (tenant_id, recording_id) do update set language = excluded.language, engine = excluded.engine,
      model = excluded.model, quality = excluded.quality, duration = excluded.duration, notes = excluded.notes,
      pace = excluded.pace`.execute(tx);
}

/** Seconds of sound in a second of the run that ends; null for one too short to tell. */
const pace = sql`(
  select case when now() - coalesce(pace_since, started_at) > interval '50 milliseconds'
      and new.duration > coalesce(pace_from, 0)
    then (new.duration - coalesce(pace_from, 0)) / extract(epoch from now() - coalesce(pace_since, started_at)) end
  from recordings where recordings.id = new.recording_id)`;

/** The rows themselves and their new events. */
async function storeRecordings(tx: TenantTx, drafts: readonly Draft[]): Promise<void> {
  const rows = drafts.map(
    ({
      id,
      state,
      error,
      media,
      hearing,
      transcript,
      processed,
      progressed,
      stateTold,
      started,
      lastEvent,
      events,
    }) => ({
      ...{
        id,
        state,
        error,
        media,
        hearing: transcript ? null : hearing,
        processed,
        progressed,
        started,
        state_told: stateTold,
      },
      ended: hasEnded(state),
      last_event: lastEvent + events.length,
    }),
  );
  const events = drafts.flatMap(({ id, lastEvent, events: told }) =>
    told.map(({ type, data }, place) => ({ recording_id: id, number: lastEvent + 1 + place, type, data })),
  );
  await sql`
    with told as (
      insert into recording_events (tenant_id, recording_id, number, type, data)
      select ${tx.tenantId}::uuid, recording_id, number, type, data
      from jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
        as new(recording_id uuid, number bigint, type text, data jsonb)
    )
    update recordings set
      state = new.state,
      error = new.error,
      media = new.media,
      hearing = new.hearing,
      processed = new.processed,
      last_event = new.last_event,
      pace_since = case when new.progressed and (new.started or pace_since is null) then now()
        when not new.started then pace_since end,
      pace_from = case when new.progressed and (new.started or pace_since is null) then new.processed
        when not new.started then pace_from end,
      -- A sign of life at the same place is no progress: what is left would seem to grow.
      progress_at = case when new.progressed
        and (new.started or pace_since is null or new.processed > recordings.processed) then now() else progress_at end,
      started_at = case when new.started then coalesce(started_at, now()) else started_at end,
      finished_at = case when not new.state_told then finished_at when new.ended then now() end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new(id uuid, state text, error jsonb, media jsonb, hearing jsonb,
      processed double precision, progressed boolean, started boolean, state_told boolean, ended boolean, last_event bigint)
    where recordings.id = new.id`.execute(tx);
}

/** Whoever waits in another program for one of these gets an answer now; of one that is sent again, at its next end. */
async function releaseAnswers(tx: TenantTx, drafts: readonly Draft[]): Promise<void> {
  const ended = drafts.filter((draft) => draft.stateTold && hasEnded(draft.state));
  const again = drafts.filter((draft) => hasEnded(draft.stateBefore) && !hasEnded(draft.state));
  if (ended.length > 0) {
    await answersOf(tx, ended).set({ due_at: sql<Date>`now()`, sent_at: null, tries: 0 }).execute();
  }
  if (again.length > 0)
    await answersOf(tx, again).set({ due_at: null }).where('sent_at', 'is', null).execute();
}

function answersOf(tx: TenantTx, drafts: readonly Draft[]) {
  const ids = drafts.map((draft) => draft.id);
  return tx.updateTable('answers').where('recording_id', '=', sql<RecordingId>`any(${ids})`);
}

/** A recording whose steps are all cancelled, one after the other, ends once. */
function listNewlyEnded(drafts: readonly Draft[]): RecordingId[] {
  return drafts
    .filter(({ state, stateBefore }) => hasEnded(state) && state !== stateBefore)
    .map((draft) => draft.id);
}
