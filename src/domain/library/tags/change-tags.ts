import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import type { RecordingId, TenantId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import { noteArranged } from '../../media/index.ts';
import { readTag } from './tag-recordings.ts';

export interface TagCount {
  readonly tag: string;
  readonly recordings: number;
}

/** All tags of a tenant by name, with how many recordings have each. A tag that no recording has is none. */
export async function listTags(database: Database, tenantId: TenantId): Promise<TagCount[]> {
  return database.readTenant(tenantId, (tx) =>
    tx
      .selectFrom('recording_tags')
      .select(['tag', sql<number>`count(*)`.as('recordings')])
      .groupBy('tag')
      .orderBy('tag')
      .execute(),
  );
}

/**
 * Names a tag otherwise on every recording; where there is one of the new name, the two become one. Gives how many
 * recordings it was. Rejects with `tag-not-found` (tag), and with `request-invalid` for what is no tag.
 */
export async function renameTag(
  database: Database,
  tenantId: TenantId,
  { tag, to }: { readonly tag: string; readonly to: string },
): Promise<number> {
  const name = readTag(to);
  return database.withTenant(tenantId, async (tx) => {
    const { rows } = await sql<{ recording_id: RecordingId }>`
      with gone as (delete from recording_tags where tag = ${readKnown(tag)} returning tenant_id, recording_id)
      select tenant_id, recording_id from gone`.execute(tx);
    if (rows.length === 0) throw new EfirError('tag-not-found', { tag });
    await sql`
      insert into recording_tags (tenant_id, recording_id, tag)
      select ${tenantId}::uuid, recording_id, ${name}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as known(recording_id uuid)
      on conflict do nothing`.execute(tx);
    await noteArranged(
      tx,
      rows.map((row) => row.recording_id),
    );
    return rows.length;
  });
}

/** Takes a tag off every recording. Rejects with `tag-not-found` (tag). */
export async function deleteTag(database: Database, tenantId: TenantId, tag: string): Promise<void> {
  await database.withTenant(tenantId, async (tx) => {
    const rows = await tx
      .deleteFrom('recording_tags')
      .where('tag', '=', readKnown(tag))
      .returning('recording_id')
      .execute();
    if (rows.length === 0) throw new EfirError('tag-not-found', { tag });
    await noteArranged(
      tx,
      rows.map((row) => row.recording_id),
    );
  });
}

/** No text of the database holds a zero, and it refuses questions for one. */
function readKnown(tag: string): string {
  return tag.toWellFormed().replaceAll('\0', '\ufffd');
}
