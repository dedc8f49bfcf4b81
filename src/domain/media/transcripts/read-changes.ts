import { sql } from 'kysely';
import type { Speaker } from '../../../compute/speech/transcript.ts';
import type { RecordingId, TenantId } from '../../../core/ids.ts';
import type { Database, TenantRead } from '../../../db/database.ts';
import type { Segment } from '../../../wire/event-message.ts';
import { readVersionsAfter, type TranscriptVersion } from './list-versions.ts';
import { listSpeakers, readTranscriptRow, toSegment } from './stored-transcript.ts';

/** What makes the newest version of one that somebody has. */
export interface TranscriptNews {
  readonly version: number;
  /** Those that were changed since, as they are now. */
  readonly segments: readonly Segment[];
  /** All of them, as they are now. */
  readonly speakers: readonly Speaker[];
  /** The oldest first; of very many the newest. */
  readonly versions: readonly TranscriptVersion[];
}

/** Of one who was away for long: the rest is in the history. */
const mostVersions = 200;

/** What was changed behind the version `after`, a small part of a long transcript as a rule. Rejects as `getTranscript`. */
export async function readChanges(
  database: Database,
  tenantId: TenantId,
  recordingId: RecordingId,
  after: number,
): Promise<TranscriptNews> {
  return database.readTenant(tenantId, async (tx) => {
    const { row } = await readTranscriptRow(tx, recordingId);
    return {
      version: row.version,
      segments: await readSegments(tx, recordingId, after),
      speakers: await readSpeakers(tx, recordingId),
      versions: await readVersionsAfter(tx, recordingId, { after, limit: mostVersions }),
    };
  });
}

async function readSegments(tx: TenantRead, recordingId: RecordingId, after: number): Promise<Segment[]> {
  const changed = sql<number>`
    select (segment->>'index')::integer from transcript_changes, jsonb_array_elements(change->'segments') segment
    where recording_id = ${recordingId} and version > ${after}`;
  const rows = await tx
    .selectFrom('segments')
    .selectAll()
    .where('recording_id', '=', recordingId)
    .where('index', '=', sql<number>`any(${changed})`)
    .orderBy('index')
    .execute();
  return rows.map(toSegment);
}

/** The speakers of the newest version. */
export async function readSpeakers(tx: TenantRead, recordingId: RecordingId): Promise<Speaker[]> {
  const rows = await tx
    .selectFrom('speakers')
    .select(['id', 'name', 'seconds', 'merged_into'])
    .where('recording_id', '=', recordingId)
    .execute();
  // Words of five hours are megabytes that nobody asks for here.
  const segments = await tx
    .selectFrom('segments')
    .select(['index', 'speaker', 'start_s', 'end_s'])
    .where('recording_id', '=', recordingId)
    .orderBy('index')
    .execute();
  return listSpeakers(rows, segments);
}
