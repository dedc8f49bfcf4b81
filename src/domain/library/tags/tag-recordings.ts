import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import type { RecordingId } from '../../../core/ids.ts';
import type { TenantRead, TenantTx } from '../../../db/database.ts';
import { noteArranged } from '../../media/index.ts';
import { readLabel } from '../folders/folder.ts';
import { lockRecordings } from '../lock-recordings.ts';

/** Characters of a tag, and tags of a recording. */
export const longestTag = 50;
export const mostTags = 50;

/** A tag as it is kept. Throws `request-invalid` for what is none. */
export function readTag(given: string): string {
  const tag = readLabel('tag', given, longestTag);
  if (tag === '') throw new EfirError('request-invalid', { detail: 'tag: is empty' });
  return tag;
}

/**
 * Puts a tag on recordings, as part of a transaction; gives those that have it now. One that differs in case from a tag of
 * the tenant is that tag. A recording with as many tags as it may have stays as it is.
 */
export async function tagRecordings(
  tx: TenantTx,
  ids: readonly RecordingId[],
  given: string,
): Promise<RecordingId[]> {
  const [tag = ''] = await findSpelling(tx, [readTag(given)]);
  await lockRecordings(tx, ids);
  await sql`
    insert into recording_tags (tenant_id, recording_id, tag)
    select ${tx.tenantId}::uuid, id, ${tag} from recordings
    where id = any(${ids}) and (select count(*) from recording_tags where recording_id = id) < ${mostTags}
    on conflict do nothing`.execute(tx);
  const rows = await tx
    .selectFrom('recording_tags')
    .select('recording_id')
    .where('tag', '=', tag)
    .where('recording_id', '=', sql<RecordingId>`any(${ids})`)
    .execute();
  const tagged = rows.map((row) => row.recording_id);
  await noteArranged(tx, tagged);
  return tagged;
}

/** Takes a tag off recordings, as part of a transaction; gives those that are there. */
export async function untagRecordings(
  tx: TenantTx,
  ids: readonly RecordingId[],
  given: string,
): Promise<RecordingId[]> {
  const [tag = ''] = await findSpelling(tx, [readTag(given)]);
  const there = await lockRecordings(tx, ids);
  await tx
    .deleteFrom('recording_tags')
    .where('tag', '=', tag)
    .where('recording_id', '=', sql<RecordingId>`any(${there})`)
    .execute();
  await noteArranged(tx, there);
  return there;
}

/**
 * Gives a recording these tags and no others, as part of a transaction; gives them as they are kept. Rejects with
 * `recording-not-found`, `tags-full` (limit), and with `request-invalid` for what is no tag.
 */
export async function setTags(
  tx: TenantTx,
  recordingId: RecordingId,
  given: readonly string[],
): Promise<string[]> {
  const tags = [...new Set(await findSpelling(tx, given.map(readTag)))].toSorted();
  if (tags.length > mostTags) throw new EfirError('tags-full', { limit: mostTags });
  const [locked] = await lockRecordings(tx, [recordingId]);
  if (!locked) throw new EfirError('recording-not-found', { id: recordingId });
  await tx.deleteFrom('recording_tags').where('recording_id', '=', recordingId).execute();
  const rows = tags.map((tag) => ({ tenant_id: tx.tenantId, recording_id: recordingId, tag }));
  if (rows.length > 0) await tx.insertInto('recording_tags').values(rows).execute();
  await noteArranged(tx, [recordingId]);
  return tags;
}

/** The tenant's own spelling of tags that differ in case only, else the first of those given. */
async function findSpelling(tx: TenantRead, tags: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('recording_tags')
    .select('tag')
    .distinct()
    .where(sql`lower(tag)`, '=', sql`any(${tags.map((tag) => tag.toLowerCase())})`)
    .execute();
  const known = new Map(rows.map(({ tag }) => [tag.toLowerCase(), tag]));
  return tags.map((tag) => {
    const spelling = known.get(tag.toLowerCase()) ?? tag;
    known.set(tag.toLowerCase(), spelling);
    return spelling;
  });
}
