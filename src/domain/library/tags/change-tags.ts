import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import type { RecordingId, TenantId } from '../../../core/ids.ts';
import type { Database, TenantTx } from '../../../db/database.ts';
import { noteArranged } from '../../media/index.ts';
import { lockRecordings } from '../lock-recordings.ts';
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
    const ids = await takeOff(tx, tag);
    await sql`
      insert into recording_tags (tenant_id, recording_id, tag)
      select ${tenantId}::uuid, recording_id, ${name} from unnest(${ids}::uuid[]) as known(recording_id)
      on conflict do nothing`.execute(tx);
    await noteArranged(tx, ids);
    return ids.length;
  });
}

/** Takes a tag off every recording. Rejects with `tag-not-found` (tag). */
export async function deleteTag(database: Database, tenantId: TenantId, tag: string): Promise<void> {
  await database.withTenant(tenantId, async (tx) => noteArranged(tx, await takeOff(tx, tag)));
}

/** Gives those that had it. One that gets it in this very moment has got it afterwards. */
async function takeOff(tx: TenantTx, given: string): Promise<RecordingId[]> {
  const tag = readKnown(given);
  const tagged = await tx
    .selectFrom('recording_tags')
    .select('recording_id')
    .where('tag', '=', tag)
    .execute();
  const ids = await lockRecordings(
    tx,
    tagged.map((row) => row.recording_id),
  );
  const rows = await tx
    .deleteFrom('recording_tags')
    .where('tag', '=', tag)
    .where('recording_id', '=', sql<RecordingId>`any(${ids})`)
    .returning('recording_id')
    .execute();
  if (rows.length === 0) throw new EfirError('tag-not-found', { tag: given });
  return rows.map((row) => row.recording_id);
}

/** No text of the database holds a zero, and it refuses questions for one. */
function readKnown(tag: string): string {
  return tag.toWellFormed().replaceAll('\0', '\ufffd');
}
