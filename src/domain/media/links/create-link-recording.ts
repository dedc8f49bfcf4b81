import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import { createRecordingId, type TenantId } from '../../../core/ids.ts';
import type { Database, TenantTx } from '../../../db/database.ts';
import type { RecordingOptions } from '../../../db/schema.ts';
import { writeBlobKey } from '../blob-keys.ts';
import { type RecordingPorts, settleCallback } from '../create-recording.ts';
import { type Recording, recordingColumns, toRecording } from '../recording.ts';
import { readVocabularyAdder } from '../vocabulary.ts';

export interface NewLink {
  readonly tenantId: TenantId;
  /** Where the bytes are. */
  readonly url: string;
  /** A label for people; absent: the server that has the file may name it. */
  readonly fileName?: string | undefined;
  /** Until it does. */
  readonly provisionalName: string;
  readonly options: RecordingOptions;
  readonly requestId: string;
  readonly trace: string;
}

/** Recordings of a tenant that are still to be fetched. */
const mostOpen = 200;

/**
 * Makes a recording whose bytes are still to be fetched: it waits like others, and has no tasks yet. Rejects with
 * `url-forbidden` for what can never be fetched, and with `links-full` (limit).
 */
export async function createLinkRecording(
  database: Database,
  ports: RecordingPorts,
  link: NewLink,
): Promise<Recording> {
  if (!ports.web) throw new EfirError('unavailable', { detail: 'this door fetches nothing' });
  const url = await ports.web.checkTarget(link.url);
  const options = await settleCallback(link.options, ports);
  const recording = await database.withTenant(link.tenantId, async (tx) => {
    await countOpen(tx);
    return insertLink(tx, { ...link, url, options });
  });
  // Fetchers and lists look at it.
  database.hints.send('tasks', recording.id);
  return recording;
}

async function countOpen(tx: TenantTx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('efir:links:' || ${tx.tenantId}::text, 0))`.execute(
    tx,
  );
  const { count } = await tx
    .selectFrom('recording_links')
    .select(sql<number>`count(*)`.as('count'))
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  if (count >= mostOpen) throw new EfirError('links-full', { limit: mostOpen });
}

async function insertLink(tx: TenantTx, link: NewLink): Promise<Recording> {
  const id = createRecordingId();
  const addVocabulary = await readVocabularyAdder(tx);
  const row = await tx
    .insertInto('recordings')
    .values({
      tenant_id: tx.tenantId,
      id,
      state: 'queued',
      file_name: link.fileName ?? link.provisionalName,
      bytes: 0,
      // Nothing is there; the try that ends first names another one.
      blob_key: writeBlobKey({ tenantId: tx.tenantId, recordingId: id }),
      audio_gone: 'awaited',
      options: JSON.stringify(addVocabulary(link.options)),
      request_id: link.requestId,
      trace: link.trace,
      last_event: 1,
    })
    .returning(recordingColumns)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('recording_events')
    .values({
      tenant_id: tx.tenantId,
      recording_id: id,
      number: 1,
      type: 'state',
      data: '{"state":"queued"}',
    })
    .execute();
  await tx
    .insertInto('recording_links')
    .values({ tenant_id: tx.tenantId, recording_id: id, url: link.url, named: link.fileName !== undefined })
    .execute();
  return toRecording(row);
}
