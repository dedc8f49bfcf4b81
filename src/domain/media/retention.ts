import type { TenantId } from '../../core/ids.ts';
import type { Database, TenantRead } from '../../db/database.ts';

/** Days after a recording's end for which something of it is kept; null: for ever. */
export interface RetentionPolicy {
  readonly audioDays: number | null;
  readonly transcriptDays: number | null;
  /** Tasks with their attempts, and the events of the recording but for the last. */
  readonly taskDays: number | null;
}

export interface Retention extends RetentionPolicy {
  /** Whether the tenant decided, or the installation's settings hold. */
  readonly own: boolean;
}

/** What a tenant keeps for how long: as it decided, else as `standard` says. */
export async function getRetention(
  database: Database,
  standard: RetentionPolicy,
  tenantId: TenantId,
): Promise<Retention> {
  return database.readTenant(tenantId, (tx) => readRetention(tx, standard));
}

/** The same inside a transaction. */
export async function readRetention(tx: TenantRead, standard: RetentionPolicy): Promise<Retention> {
  const row = await tx
    .selectFrom('retention_policies')
    .select(['audio_days as audioDays', 'transcript_days as transcriptDays', 'task_days as taskDays'])
    .executeTakeFirst();
  return row ? { ...row, own: true } : { ...standard, own: false };
}

/** Decides for a tenant. What has expired already does not come back. */
export async function setRetention(
  database: Database,
  tenantId: TenantId,
  policy: RetentionPolicy,
): Promise<Retention> {
  const values = {
    audio_days: policy.audioDays,
    transcript_days: policy.transcriptDays,
    task_days: policy.taskDays,
  };
  await database.withTenant(tenantId, (tx) =>
    tx
      .insertInto('retention_policies')
      .values({ tenant_id: tenantId, ...values })
      .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(values))
      .execute(),
  );
  return { ...policy, own: true };
}
