import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import { createVoiceId, createVoiceSampleId, type TenantId, type VoiceId } from '../../../core/ids.ts';
import type { Database, TenantTx } from '../../../db/database.ts';
import { type Caller, toAuthor } from '../../identity/index.ts';
import { readName } from '../transcripts/name-speaker.ts';
import { readVoice } from './list-voices.ts';
import { type SampleSource, takeSample } from './take-sample.ts';
import { type KnownPerson, mostSamples, mostVoices } from './voice.ts';

/**
 * Keeps a speaker's voice under a name: from now on it is known again. Rejects with `voices-full` (limit), with
 * `request-invalid` for what is no name, and as `takeSample`.
 */
export async function createVoice(
  database: Database,
  { by, tenantId }: Pick<Caller, 'by' | 'tenantId'>,
  { name, ...source }: SampleSource & { readonly name: string },
): Promise<KnownPerson> {
  const id = createVoiceId();
  const named = readName(name);
  return database.withTenant(tenantId, async (tx) => {
    await lockVoices(tx);
    const { count } = await tx
      .selectFrom('voices')
      .select((of) => of.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    if (Number(count) >= mostVoices) throw new EfirError('voices-full', { limit: mostVoices });
    await tx
      .insertInto('voices')
      .values({ tenant_id: tenantId, id, name: named, ...toAuthor(by) })
      .execute();
    await insertSample(tx, id, source);
    return readVoice(tx, id);
  });
}

/** Another recording with the same voice. Rejects with `voice-not-found`, `samples-full` (limit), and as `takeSample`. */
export async function addVoiceSample(
  database: Database,
  { id, tenantId }: { readonly tenantId: TenantId; readonly id: VoiceId },
  source: SampleSource,
): Promise<KnownPerson> {
  return database.withTenant(tenantId, async (tx) => {
    await lockVoices(tx);
    const { samples } = await readVoice(tx, id);
    const known = samples.some(
      ({ recording, speaker }) => recording?.id === source.recordingId && speaker === source.speaker,
    );
    if (known) return readVoice(tx, id);
    if (samples.length >= mostSamples) throw new EfirError('samples-full', { limit: mostSamples });
    await insertSample(tx, id, source);
    return readVoice(tx, id);
  });
}

/** Rejects with `voice-not-found`. The last one stays: without any a voice is nobody's. May be repeated. */
export async function deleteVoiceSample(
  database: Database,
  { id, sample, tenantId }: { readonly tenantId: TenantId; readonly id: VoiceId; readonly sample: string },
): Promise<KnownPerson> {
  return database.withTenant(tenantId, async (tx) => {
    await lockVoices(tx);
    const { samples } = await readVoice(tx, id);
    if (samples.length === 1 && samples[0]?.id === sample) throw new EfirError('sample-last');
    await tx.deleteFrom('voice_samples').where('voice_id', '=', id).where('id', '=', sample).execute();
    return readVoice(tx, id);
  });
}

/** For recordings from now on; speakers that have the name already keep it. Rejects with `voice-not-found`. */
export async function renameVoice(
  database: Database,
  { id, name, tenantId }: { readonly tenantId: TenantId; readonly id: VoiceId; readonly name: string },
): Promise<KnownPerson> {
  const named = readName(name);
  return database.withTenant(tenantId, async (tx) => {
    await tx.updateTable('voices').set({ name: named }).where('id', '=', id).execute();
    return readVoice(tx, id);
  });
}

/** What it sounds like is gone at once; speakers keep the names that they got. Rejects with `voice-not-found`. */
export async function deleteVoice(
  database: Database,
  { id, tenantId }: { readonly tenantId: TenantId; readonly id: VoiceId },
): Promise<void> {
  const deleted = await database.withTenant(tenantId, (tx) =>
    tx.deleteFrom('voices').where('id', '=', id).returning('id').executeTakeFirst(),
  );
  if (!deleted) throw new EfirError('voice-not-found', { id });
}

async function insertSample(tx: TenantTx, voiceId: VoiceId, source: SampleSource): Promise<void> {
  const { embedding, seconds } = await takeSample(tx, source);
  const { recordingId, speaker } = source;
  const own = { tenant_id: tx.tenantId, id: createVoiceSampleId(), voice_id: voiceId };
  await tx
    .insertInto('voice_samples')
    .values({ ...own, recording_id: recordingId, speaker, seconds, embedding })
    .execute();
}

/** One after the other, so that bounds hold. */
async function lockVoices(tx: TenantTx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`voices ${tx.tenantId}`}, 0))`.execute(tx);
}
