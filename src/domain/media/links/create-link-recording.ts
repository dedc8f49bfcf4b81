import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { EfirError } from '../../../core/errors.ts';
import { createRecordingId, type RecordingId, type TenantId } from '../../../core/ids.ts';
import type { Database, TenantTx } from '../../../db/database.ts';
import type { RecordingOptions } from '../../../db/schema.ts';
import { writeBlobKey } from '../blob-keys.ts';
import { type CreatedRecording, type RecordingPorts, settleCallback } from '../create-recording.ts';
import { claimIdempotencyKey, findFirstRecording, KeyTaken } from '../idempotency.ts';
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
  readonly idempotencyKey?: string | undefined;
}

/** Recordings of a tenant that are still to be fetched. */
const mostOpen = 200;

/**
 * Makes a recording whose bytes are still to be fetched: it waits like others, and has no tasks yet. Rejects with
 * `url-forbidden` for what can never be fetched, with `links-full` (limit), and with `idempotency-conflict`.
 */
export async function createLinkRecording(
  database: Database,
  ports: RecordingPorts,
  link: NewLink,
): Promise<CreatedRecording> {
  if (!ports.web) throw new EfirError('unavailable', { detail: 'this door fetches nothing' });
  const url = await ports.web.checkTarget(link.url);
  const options = await settleCallback(link.options, ports);
  const created = await storeOnce(database, { ...link, url, options });
  // Fetchers and lists look at it.
  if (!created.repeated) database.hints.send('tasks', created.recording.id);
  return created;
}

/** Of requests with the same key one makes the recording, and all get it. */
async function storeOnce(database: Database, link: NewLink): Promise<CreatedRecording> {
  const { idempotencyKey: key, tenantId } = link;
  const fingerprint = fingerprintOf(link);
  for (;;) {
    try {
      const recording = await database.withTenant(tenantId, async (tx) => {
        const id = createRecordingId();
        const inserted = await insertLink(tx, id, link);
        if (key !== undefined) await claimIdempotencyKey(tx, { key, fingerprint, recordingId: id });
        // Behind the key: a repetition is answered also where nothing new would be taken.
        await countOpen(tx);
        return inserted;
      });
      return { recording, repeated: false };
    } catch (thrown) {
      if (!(thrown instanceof KeyTaken) || key === undefined) throw thrown;
      const first = await findFirstRecording(database, tenantId, key, fingerprint);
      if (first) return { recording: first, repeated: true };
      // The first recording was deleted, or its claim ran out, in between: the way is free again.
    }
  }
}

function fingerprintOf({ fileName, options, url }: NewLink): string {
  const sorted = Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(['link', url, fileName ?? null, sorted]))
    .digest('hex');
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
  // The one of this transaction is among them.
  if (count > mostOpen) throw new EfirError('links-full', { limit: mostOpen });
}

async function insertLink(tx: TenantTx, id: RecordingId, link: NewLink): Promise<Recording> {
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
