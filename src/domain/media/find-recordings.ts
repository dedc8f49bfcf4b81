import { sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import { isUuid, type TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { RecordingState } from '../../db/schema.ts';
import { type Recording, recordingColumns, toRecording } from './recording.ts';

export interface RecordingQuery {
  readonly tenantId: TenantId;
  readonly state?: RecordingState | undefined;
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

export interface RecordingPage {
  readonly recordings: readonly Recording[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

/** Recordings of a tenant, newest first, page by page. Rejects with `request-invalid` for a cursor of another make. */
export async function findRecordings(
  database: Database,
  { tenantId, state, limit, cursor }: RecordingQuery,
): Promise<RecordingPage> {
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const rows = await database.readTenant(tenantId, async (tx) => {
    let query = tx
      .selectFrom('recordings')
      .select(recordingColumns)
      // A Date holds milliseconds, the column microseconds: a cursor from a Date would skip or repeat rows.
      .select(sql<string>`(created_at at time zone 'UTC')::text`.as('created_exactly'))
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (state) query = query.where('state', '=', state);
    if (after) {
      query = query.where(
        sql<boolean>`(created_at, id) < (${after.createdAt}::timestamp at time zone 'UTC', ${after.id}::uuid)`,
      );
    }
    return query.execute();
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const recordings = page.map(toRecording);
  return rows.length > limit && last
    ? { recordings, nextCursor: writeCursor(last.created_exactly, last.id) }
    : { recordings };
}

function writeCursor(createdAt: string, id: string): string {
  return Buffer.from(`${createdAt}|${id}`).toString('base64url');
}

function readCursor(cursor: string): { createdAt: string; id: string } {
  const [createdAt = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split('|');
  if (!isTime(createdAt) || !isUuid(id)) {
    throw new EfirError('request-invalid', { detail: 'cursor: not one that was given out here' });
  }
  return { createdAt, id };
}

/** The database fails on a time that no calendar has, instead of finding nothing. */
function isTime(text: string): boolean {
  if (!/^[1-9]\d{3}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/.test(text)) return false;
  const seconds = text.slice(0, 19).replace(' ', 'T');
  const date = new Date(`${seconds}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(seconds);
}
