import { type RawBuilder, sql } from 'kysely';
import type { TenantId } from '../../core/ids.ts';
import type { Database, TenantRead } from '../../db/database.ts';
import type { RetentionPolicy } from './retention.ts';

/** What a policy would throw away of what is there now. */
export interface ForeseenExpiry {
  /** Recordings whose sound would go, and its bytes. */
  readonly audio: number;
  readonly audioBytes: number;
  readonly transcripts: number;
  /** Recordings whose tasks and events would go. */
  readonly histories: number;
}

/** Looks at what is over by a policy, as `expireRecordings` does; nothing is changed. */
export async function foreseeExpiry(
  database: Database,
  tenantId: TenantId,
  { audioDays, taskDays, transcriptDays }: RetentionPolicy,
): Promise<ForeseenExpiry> {
  return database.readTenant(tenantId, async (tx) => {
    const audio = await count(tx, audioDays, sql`audio_gone is null`);
    const transcripts = await count(
      tx,
      transcriptDays,
      sql`transcript_expired_at is null and exists (select from transcripts t
        where t.tenant_id = recordings.tenant_id and t.recording_id = recordings.id)`,
    );
    const histories = await count(
      tx,
      taskDays,
      sql`exists (select from tasks t where t.tenant_id = recordings.tenant_id and t.recording_id = recordings.id)`,
    );
    return {
      audio: audio.count,
      audioBytes: audio.bytes,
      transcripts: transcripts.count,
      histories: histories.count,
    };
  });
}

async function count(
  tx: TenantRead,
  days: number | null,
  also: RawBuilder<unknown>,
): Promise<{ readonly count: number; readonly bytes: number }> {
  if (days === null) return { count: 0, bytes: 0 };
  const { rows } = await sql<{ count: number; bytes: number }>`
    select count(*)::int as count, coalesce(sum(bytes), 0)::double precision as bytes from recordings
    where finished_at < now() - make_interval(days => ${days}) and ${also}`.execute(tx);
  return rows[0] ?? { count: 0, bytes: 0 };
}
