import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import type { TenantId, VoiceId } from '../../../core/ids.ts';
import type { Database, TenantRead } from '../../../db/database.ts';
import type { KnownPerson, VoiceSample } from './voice.ts';

/** Everybody whose voice is known, by name. */
export async function listVoices(database: Database, tenantId: TenantId): Promise<KnownPerson[]> {
  return database.readTenant(tenantId, (tx) => readVoices(tx));
}

/** Rejects with `voice-not-found` (id). */
export async function readVoice(tx: TenantRead, id: VoiceId): Promise<KnownPerson> {
  const [voice] = await readVoices(tx, id);
  if (!voice) throw new EfirError('voice-not-found', { id });
  return voice;
}

async function readVoices(tx: TenantRead, id?: VoiceId): Promise<KnownPerson[]> {
  const rows = await tx
    .selectFrom('voices')
    .leftJoin('users', 'users.id', 'voices.user_id')
    .select(['voices.id', 'voices.name', 'voices.created_at', 'users.name as made_by'])
    .select(
      sql<number>`(select count(distinct recording_id)::int from speakers
        where speakers.tenant_id = voices.tenant_id and speakers.voice_id = voices.id)`.as('recognised'),
    )
    .$if(id !== undefined, (query) => query.where('voices.id', '=', id as VoiceId))
    .orderBy(sql`lower(voices.name)`)
    .orderBy('voices.id')
    .execute();
  const samples = await readSamples(tx, id);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    madeBy: row.made_by ?? undefined,
    recognised: row.recognised,
    samples: samples.get(row.id) ?? [],
  }));
}

async function readSamples(tx: TenantRead, id: VoiceId | undefined): Promise<Map<VoiceId, VoiceSample[]>> {
  const rows = await tx
    .selectFrom('voice_samples as sample')
    .leftJoin('recordings', 'recordings.id', 'sample.recording_id')
    .select(['sample.id', 'sample.voice_id', 'sample.speaker', 'sample.seconds', 'sample.created_at'])
    .select(['recordings.id as recording_id', 'recordings.file_name'])
    .$if(id !== undefined, (query) => query.where('sample.voice_id', '=', id as VoiceId))
    .orderBy('sample.id')
    .execute();
  const byVoice = new Map<VoiceId, VoiceSample[]>();
  for (const row of rows) {
    const recording =
      row.recording_id === null ? undefined : { id: row.recording_id, fileName: row.file_name ?? '' };
    const sample = {
      ...{ id: row.id, recording, speaker: row.speaker },
      ...{ seconds: row.seconds, createdAt: row.created_at },
    };
    byVoice.set(row.voice_id, [...(byVoice.get(row.voice_id) ?? []), sample]);
  }
  return byVoice;
}
