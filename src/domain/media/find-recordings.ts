import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import { type FolderId, isUuid, type TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { RecordingState, Schema } from '../../db/schema.ts';
import { type Recording, recordingColumns, toRecording } from './recording.ts';

export interface RecordingQuery extends RecordingFilter {
  readonly tenantId: TenantId;
  readonly sort?: RecordingOrder | undefined;
  readonly limit: number;
  /** `nextCursor` of the page before, in the same order. */
  readonly cursor?: string | undefined;
}

/** By when they came in, or by name. */
export const recordingOrders = ['newest', 'oldest', 'name'] as const;
export type RecordingOrder = (typeof recordingOrders)[number];

/** What is asked for; absent: all. */
export interface RecordingFilter {
  readonly state?: RecordingState | undefined;
  /** A folder with those below it; `none`: in no folder. */
  readonly folder?: FolderId | 'none' | undefined;
  readonly tag?: string | undefined;
  /** Stands in the name, in capitals or not. */
  readonly name?: string | undefined;
  /** When it came in; `to` is not within. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

export interface RecordingPage {
  readonly recordings: readonly Recording[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

/** Recordings of a tenant, page by page. Rejects with `request-invalid` for a cursor of another make or order. */
export async function findRecordings(
  database: Database,
  { cursor, limit, sort = 'newest', tenantId, ...filter }: RecordingQuery,
): Promise<RecordingPage> {
  const after = cursor === undefined ? undefined : readCursor(cursor, sort);
  const rows = await database.readTenant(tenantId, async (tx) => {
    const query = tx
      .selectFrom('recordings')
      .select(recordingColumns)
      // A Date holds milliseconds, the column microseconds: a cursor from a Date would skip or repeat rows.
      .select(sql<string>`(created_at at time zone 'UTC')::text`.as('created_exactly'))
      .limit(limit + 1);
    const ordered = orders[sort].order(filterRecordings(query, filter));
    return (after ? ordered.where(orders[sort].behind(after)) : ordered).execute();
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const recordings = page.map(toRecording);
  if (rows.length <= limit || !last) return { recordings };
  const key = sort === 'name' ? last.file_name : last.created_exactly;
  return { recordings, nextCursor: writeCursor({ key, id: last.id }) };
}

type Query<Row> = SelectQueryBuilder<Schema, 'recordings', Row>;

/** Where the page before ended: a time or a name, and the recording. */
interface Place {
  readonly key: string;
  readonly id: string;
}

const orders: Readonly<
  Record<
    RecordingOrder,
    { order<Row>(query: Query<Row>): Query<Row>; behind(place: Place): RawBuilder<boolean> }
  >
> = {
  newest: {
    order: (query) => query.orderBy('created_at', 'desc').orderBy('id', 'desc'),
    behind: ({ id, key }) => sql`(created_at, id) < (${key}::timestamp at time zone 'UTC', ${id}::uuid)`,
  },
  oldest: {
    order: (query) => query.orderBy('created_at').orderBy('id'),
    behind: ({ id, key }) => sql`(created_at, id) > (${key}::timestamp at time zone 'UTC', ${id}::uuid)`,
  },
  name: {
    order: (query) => query.orderBy('file_name').orderBy('id'),
    behind: ({ id, key }) => sql`(file_name, id) > (${key}, ${id}::uuid)`,
  },
};

function filterRecordings<Row>(query: Query<Row>, filter: RecordingFilter): Query<Row> {
  return writeRecordingFilter(filter).reduce((filtered, condition) => filtered.where(condition), query);
}

/** The conditions that a filter puts on rows of `recordings`. */
export function writeRecordingFilter(filter: RecordingFilter): RawBuilder<boolean>[] {
  const { folder, from, name, state, tag, to } = filter;
  const conditions: RawBuilder<boolean>[] = [];
  if (state) conditions.push(sql`recordings.state = ${state}`);
  if (folder === 'none') conditions.push(sql`recordings.folder_id is null`);
  else if (folder !== undefined) conditions.push(sql`recordings.folder_id in (${listBelow(folder)})`);
  if (tag !== undefined)
    conditions.push(
      sql`exists (select from recording_tags where recording_id = recordings.id and tag = ${readText(tag)})`,
    );
  if (name !== undefined)
    conditions.push(sql`recordings.file_name ilike ${`%${escapePattern(readText(name))}%`}`);
  if (from) conditions.push(sql`recordings.created_at >= ${from}`);
  if (to) conditions.push(sql`recordings.created_at < ${to}`);
  return conditions;
}

function listBelow(folder: FolderId): RawBuilder<unknown> {
  return sql`
    with recursive below as (
      select id from folders where id = ${folder}
      union
      select folders.id from folders join below on folders.parent_id = below.id)
    select id from below`;
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}

/** No text of the database holds a zero, and it refuses questions for one. */
function readText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}

function writeCursor({ id, key }: Place): string {
  return Buffer.from(`${id}|${key}`).toString('base64url');
}

function readCursor(cursor: string, sort: RecordingOrder): Place {
  const [, id = '', key = ''] = /^([^|]*)\|(.*)$/s.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const fits = sort === 'name' ? !key.includes('\0') : isTime(key);
  if (!isUuid(id) || !fits) {
    throw new EfirError('request-invalid', { detail: 'cursor: not one that was given out here' });
  }
  return { id, key };
}

/** The database fails on a time that no calendar has, instead of finding nothing. */
function isTime(text: string): boolean {
  if (!/^[1-9]\d{3}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/.test(text)) return false;
  const seconds = text.slice(0, 19).replace(' ', 'T');
  const date = new Date(`${seconds}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(seconds);
}
