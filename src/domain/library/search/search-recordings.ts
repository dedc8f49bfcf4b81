import { type RawBuilder, sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import { isUuid, type RecordingId, type TenantId } from '../../../core/ids.ts';
import type { Database, TenantRead } from '../../../db/database.ts';
import type { Word } from '../../../wire/event-message.ts';
import { type RecordingFilter, writeRecordingFilter } from '../../media/index.ts';
import { hitEnd, hitStart, markHits, type SnippetPart } from './mark-hits.ts';
import { readQuery, type SearchWords } from './read-query.ts';

/** Characters of a query. */
export const longestQuery = 500;

export interface SearchQuery {
  readonly tenantId: TenantId;
  /** As somebody typed it. */
  readonly query: string;
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  /** Of which recordings; absent: of all. */
  readonly filter?: RecordingFilter | undefined;
}

/** A segment in which the words were found. */
export interface Hit {
  readonly recording: { readonly id: RecordingId; readonly fileName: string; readonly createdAt: Date };
  readonly segment: number;
  /** Seconds of the recording: the segment, and where the first word that was looked for begins. */
  readonly start: number;
  readonly end: number;
  readonly at: number;
  readonly speaker: { readonly id: string; readonly name: string | undefined } | undefined;
  readonly snippet: readonly SnippetPart[];
}

export interface HitPage {
  /** Newest recording first, in each as they were said. */
  readonly hits: readonly Hit[];
  /** Absent on the last page. */
  readonly nextCursor: string | undefined;
}

/**
 * Finds words in everything that was said in recordings of a tenant, by their stems in Russian and English. Nothing is
 * found for a query without words. Rejects with `request-invalid` for a query that is too long and for a cursor of another
 * make.
 */
export async function searchRecordings(database: Database, search: SearchQuery): Promise<HitPage> {
  if (search.query.length > longestQuery)
    throw new EfirError('request-invalid', { detail: `q: at most ${longestQuery} characters` });
  const behind = search.cursor === undefined ? undefined : readCursor(search.cursor);
  const words = readQuery(search.query);
  if (!words) return { hits: [], nextCursor: undefined };
  const wanted = writeWanted(words);
  return database.readTenant(search.tenantId, async (tx) => {
    const { places, more } = await findPlaces(tx, { search, wanted, behind });
    const last = more ? places.at(-1) : undefined;
    return { hits: await readHits(tx, wanted, places), nextCursor: last && writeCursor(last) };
  });
}

/** A segment, by where it is. */
interface Place {
  readonly recording_id: RecordingId;
  readonly index: number;
}

interface Sought {
  readonly search: SearchQuery;
  readonly wanted: RawBuilder<string>;
  readonly behind: Place | undefined;
}

/** Words on lists of stop words are passed over, unless there are no others or somebody put quotes. */
function writeWanted({ exact, text }: SearchWords): RawBuilder<string> {
  const every = sql`websearch_to_tsquery('public.spoken', ${text})`;
  if (exact) return sql<string>`(select ${every})`;
  const telling = sql`websearch_to_tsquery('pg_catalog.russian', ${text})`;
  return sql<string>`(select case when numnode(${telling}) > 0 then ${telling} else ${every} end)`;
}

/** The newest segments that are looked at one by one: 3 ms. Words in every two-hundredth are found there. */
const walked = 4_000;
/** What the index gives at once where filters pass over some of it; it is asked again so often. */
const batch = 1_000;
const mostBatches = 20;

/**
 * Words that are said all the time are found among the newest segments by looking at those, without gathering all that
 * there are; the index finds the others, which are few. Either alone would be slow for half of all words.
 */
async function findPlaces(tx: TenantRead, sought: Sought): Promise<{ places: Place[]; more: boolean }> {
  const { limit } = sought.search;
  const { fitting: newest } = await ask(tx, sought, 'walk_segments', walked);
  if (newest.length > limit) return { places: newest.slice(0, limit), more: true };
  const most = writeRecordingFilter(sought.search.filter ?? {}).length > 0 ? batch : limit + 1;
  const places: Place[] = [];
  let behind = sought.behind;
  for (let asked = 0; asked < mostBatches; asked += 1) {
    const { all, fitting } = await ask(tx, { ...sought, behind }, 'search_segments', most);
    places.push(...fitting);
    if (places.length > limit) return { places: places.slice(0, limit), more: true };
    if (all.length < most) return { places, more: false };
    behind = all.at(-1);
  }
  return { places, more: places.length > 0 };
}

async function ask(
  tx: TenantRead,
  { behind, search, wanted }: Sought,
  way: 'walk_segments' | 'search_segments',
  most: number,
): Promise<{ all: Place[]; fitting: Place[] }> {
  const { rows: all } = await sql<Place & { fits: boolean }>`
    select recording_id, index, ${writeFilter(search)} as fits
    from ${sql.id(way)}(${wanted}, ${behind?.recording_id ?? null}::uuid, ${behind?.index ?? null}::integer, ${most}) found
    order by recording_id desc, index`.execute(tx);
  return { all, fitting: all.filter(({ fits }) => fits) };
}

/** Whether the recording of `found` is one that is looked through. */
function writeFilter({ filter }: SearchQuery): RawBuilder<boolean> {
  const conditions = writeRecordingFilter(filter ?? {});
  if (conditions.length === 0) return sql<boolean>`true`;
  return sql<boolean>`exists (
    select from recordings where recordings.id = found.recording_id and ${sql.join(conditions, sql` and `)})`;
}

interface HitRow extends Place {
  readonly file_name: string;
  readonly created_at: Date;
  readonly start_s: number;
  readonly end_s: number;
  readonly speaker: string | null;
  readonly speaker_name: string | null;
  readonly text: string;
  readonly words: Word[];
  readonly marked: string;
}

/** What is shown of the places, read under the policies of the tenant: what is not its own drops out here at the latest. */
async function readHits(
  tx: TenantRead,
  wanted: RawBuilder<string>,
  places: readonly Place[],
): Promise<Hit[]> {
  if (places.length === 0) return [];
  const plain = sql`translate(plain_words(said.text), ${hitStart + hitEnd}, '  ')`;
  const options = `HighlightAll=true, StartSel="${hitStart}", StopSel="${hitEnd}"`;
  // Limits, so that each is looked up by its key: the planner would read whole recordings.
  const { rows } = await sql<HitRow>`
    select place.recording_id, place.index, said.start_s, said.end_s, said.speaker, said.text, said.words,
      (select name from speakers where recording_id = place.recording_id and id = said.speaker) as speaker_name,
      recording.file_name, recording.created_at,
      ts_headline('public.spoken', ${plain}, ${wanted}, ${options}) as marked
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as place(recording_id uuid, index integer)
      cross join lateral (select * from segments
        where recording_id = place.recording_id and index = place.index limit 1) as said
      cross join lateral (select file_name, created_at from recordings where id = place.recording_id limit 1) as recording
    order by place.recording_id desc, place.index`.execute(tx);
  return rows.map(toHit);
}

function toHit(row: HitRow): Hit {
  const { firstHit, snippet } = markHits(row.text, row.marked);
  return {
    recording: { id: row.recording_id, fileName: row.file_name, createdAt: row.created_at },
    segment: row.index,
    start: row.start_s,
    end: row.end_s,
    at: findTime(row, firstHit) ?? row.start_s,
    speaker: row.speaker === null ? undefined : { id: row.speaker, name: row.speaker_name ?? undefined },
    snippet,
  };
}

/** When the word at a place of the text begins. Words stand in the text one behind the other. */
function findTime({ text, words }: HitRow, place: number | undefined): number | undefined {
  if (place === undefined) return undefined;
  let behind = 0;
  for (const word of words) {
    const spelled = word.text.trim();
    const at = text.indexOf(spelled, behind);
    if (at < 0) continue;
    behind = at + spelled.length;
    if (behind > place) return word.start;
  }
  return undefined;
}

function writeCursor({ index, recording_id }: Place): string {
  return Buffer.from(`${recording_id}|${index}`).toString('base64url');
}

function readCursor(cursor: string): Place {
  const [id = '', index = ''] = Buffer.from(cursor, 'base64url').toString().split('|');
  if (!isUuid(id) || !/^\d{1,9}$/.test(index))
    throw new EfirError('request-invalid', { detail: 'cursor: not one that was given out here' });
  return { recording_id: id as RecordingId, index: Number(index) };
}
