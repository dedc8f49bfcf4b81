import { EfirError, toEfirError } from '../../../core/errors.ts';
import type { FolderId, RecordingId, TenantId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import { cancelRecording, type DeletionPorts, deleteRecording, retryRecording } from '../../media/index.ts';
import { moveRecordings } from '../folders/move-recordings.ts';
import { mostTags, tagRecordings, untagRecordings } from '../tags/tag-recordings.ts';

/** What is done with each of many recordings. */
export type BulkAction =
  | { readonly action: 'move'; readonly folderId: FolderId | null }
  | { readonly action: 'tag' | 'untag'; readonly tag: string }
  | { readonly action: 'delete' | 'cancel' | 'retry' };

export interface BulkOutcome {
  readonly id: RecordingId;
  /** Why nothing was done with this one. */
  readonly error: EfirError | undefined;
}

/** Recordings of one request. */
export const mostAtOnce = 500;

/**
 * Does the same with many recordings: moved and tagged are all at once; deleted, cancelled and sent again is one after the
 * other, and what fails for one is told of that one. Rejects with `folder-not-found` (id) and with `request-invalid` for
 * what is no tag.
 */
export async function actOnRecordings(
  database: Database,
  ports: DeletionPorts,
  tenantId: TenantId,
  ids: readonly RecordingId[],
  what: BulkAction,
): Promise<BulkOutcome[]> {
  if (ids.length === 0) return [];
  if (what.action === 'move' || what.action === 'tag' || what.action === 'untag')
    return organise(database, tenantId, ids, what);
  const actions = { delete: deleteRecording, cancel: cancelRecording, retry: retryRecording };
  const outcomes: BulkOutcome[] = [];
  for (const id of ids) {
    try {
      await actions[what.action](database, ports, tenantId, id);
      outcomes.push({ id, error: undefined });
    } catch (thrown) {
      const error = toEfirError(thrown);
      // What is wrong with the installation is wrong with all that follow.
      if (error.code === 'internal' || error.code === 'database-unreachable') throw thrown;
      outcomes.push({ id, error });
    }
  }
  return outcomes;
}

async function organise(
  database: Database,
  tenantId: TenantId,
  ids: readonly RecordingId[],
  what: Exclude<BulkAction, { readonly action: 'delete' | 'cancel' | 'retry' }>,
): Promise<BulkOutcome[]> {
  const { done, there } = await database.withTenant(tenantId, async (tx) => {
    const changed =
      what.action === 'move'
        ? await moveRecordings(tx, ids, what.folderId)
        : await (what.action === 'tag' ? tagRecordings : untagRecordings)(tx, ids, what.tag);
    const rows = await tx.selectFrom('recordings').select('id').where('id', 'in', ids).execute();
    return { done: new Set(changed), there: new Set(rows.map((row) => row.id)) };
  });
  for (const id of done) database.hints.send('recording', id);
  return ids.map((id) => {
    if (done.has(id)) return { id, error: undefined };
    // Of what is there only a tag can have had no room.
    const error = there.has(id)
      ? new EfirError('tags-full', { limit: mostTags })
      : new EfirError('recording-not-found', { id });
    return { id, error };
  });
}
