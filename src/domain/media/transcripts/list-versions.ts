import { sql } from 'kysely';
import type { ApiKeyId, RecordingId, TenantId, UserId } from '../../../core/ids.ts';
import type { Database, TenantRead } from '../../../db/database.ts';
import type { TranscriptChange } from '../../../db/schema.ts';
import { readTranscriptRow } from './stored-transcript.ts';

/** A version of a transcript, and what made it of the one before. */
export interface TranscriptVersion {
  readonly version: number;
  readonly madeAt: Date;
  /** `transcribed`: the first one. */
  readonly type: TranscriptChange['type'] | 'transcribed';
  /** The key that it was made with; without key and user it was the installation itself. */
  readonly key: { readonly id: ApiKeyId; readonly name: string } | undefined;
  /** Who made it; without a name: somebody who belongs to the tenant no more. */
  readonly user: { readonly id: UserId; readonly name: string | undefined } | undefined;
  /** Segments that changed. */
  readonly segments: readonly number[];
  /** What the first of them said, and who said it, before and afterwards. */
  readonly corrections: readonly SegmentCorrection[];
  /** Speakers who were named, merged into another or split off. */
  readonly speakers: readonly string[];
  readonly names: NonNullable<TranscriptChange['names']>;
  readonly merges: NonNullable<TranscriptChange['merges']>;
  /** The version that was gone back to. */
  readonly to: number | undefined;
  /** The version whose change was taken back. */
  readonly undid: number | undefined;
}

export interface SegmentCorrection {
  readonly index: number;
  readonly was: { readonly text: string; readonly speaker: string | null };
  readonly is: { readonly text: string; readonly speaker: string | null };
}

export interface VersionPage {
  readonly newest: number;
  /** The newest first. */
  readonly versions: readonly TranscriptVersion[];
  /** What to ask for as `before` to read on; absent on the last page. */
  readonly nextBefore: number | undefined;
}

/** Of one version, and letters of each text: a history is to be looked through. */
const mostCorrections = 20;
const longestShown = 2_000;

/** The versions of a transcript, the newest first. Rejects as `getTranscript`. */
export async function listVersions(
  database: Database,
  tenantId: TenantId,
  recordingId: RecordingId,
  {
    before = Number.MAX_SAFE_INTEGER,
    limit,
  }: { readonly before?: number | undefined; readonly limit: number },
): Promise<VersionPage> {
  return database.readTenant(tenantId, async (tx) => {
    const { row } = await readTranscriptRow(tx, recordingId);
    const first = Math.min(before, row.version + 1);
    const changes = await selectChanges(tx, recordingId)
      .where('version', '<', first)
      .orderBy('version', 'desc')
      .limit(limit)
      .execute();
    const versions = changes.map(toVersion);
    const isLast = versions.length < limit;
    if (isLast && first > 1) versions.push(describeFirst(row.created_at));
    const last = versions.at(-1)?.version ?? 1;
    return { newest: row.version, versions, nextBefore: last > 1 ? last : undefined };
  });
}

/** The newest `limit` of those behind a version, the oldest first. */
export async function readVersionsAfter(
  tx: TenantRead,
  recordingId: RecordingId,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<TranscriptVersion[]> {
  const changes = await selectChanges(tx, recordingId)
    .where('version', '>', after)
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
  return changes.map(toVersion).toReversed();
}

/** Words and long texts stay where they are: all the changes of one transcript may be tens of megabytes. */
function selectChanges(tx: TenantRead, recordingId: RecordingId) {
  return tx
    .selectFrom('transcript_changes')
    .leftJoin('api_keys', 'api_keys.id', 'transcript_changes.api_key_id')
    .leftJoin('users', 'users.id', 'transcript_changes.user_id')
    .select(['version', 'made_at', 'api_key_id', 'api_keys.name'])
    .select(['transcript_changes.user_id', 'users.name as user_name'])
    .select([
      sql<Omit<TranscriptChange, 'segments'>>`change - 'segments'`.as('change'),
      sql<number[]>`jsonb_path_query_array(change, '$.segments[*].index')`.as('indexes'),
      sql<SegmentCorrection[]>`array(
        select jsonb_build_object('index', one->'index', 'was', ${shortened('was')}, 'is', ${shortened('is')})
        from jsonb_array_elements(change->'segments') with ordinality as segments(one, place)
        where place <= ${mostCorrections} order by place)`.as('corrections'),
    ])
    .where('recording_id', '=', recordingId);
}

type ChangeRow = Awaited<ReturnType<ReturnType<typeof selectChanges>['execute']>>[number];

function toVersion(row: ChangeRow): TranscriptVersion {
  const { api_key_id: id, change, made_at: madeAt, name, user_id, user_name, version } = row;
  const { merges = [], names = [] } = change;
  return {
    ...{ version, madeAt, type: change.type, to: change.to, undid: change.undid },
    key: id === null ? undefined : { id, name: name ?? '' },
    user: user_id === null ? undefined : { id: user_id, name: user_name ?? undefined },
    segments: row.indexes,
    corrections: row.corrections,
    speakers: [...new Set([...merges, ...names].map(({ speaker }) => speaker))],
    ...{ names, merges },
  };
}

function shortened(side: 'was' | 'is') {
  const wording = sql`one->${sql.lit(side)}`;
  return sql`jsonb_build_object('speaker', ${wording}->'speaker', 'text', left(${wording}->>'text', ${longestShown}))`;
}

function describeFirst(madeAt: Date): TranscriptVersion {
  return {
    version: 1,
    madeAt,
    type: 'transcribed',
    key: undefined,
    user: undefined,
    segments: [],
    corrections: [],
    speakers: [],
    names: [],
    merges: [],
    to: undefined,
    undid: undefined,
  };
}
