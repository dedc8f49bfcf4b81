import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import {
  type ChatRecordingId,
  createChatRecordingId,
  createRecordingId,
  type TenantId,
} from '../../core/ids.ts';
import { awaitUploading, createUploadLink, readUploadLink, useUploadLink } from './index.ts';

let db: TestDatabase;
let tenantId: TenantId;
let messages = 0;
beforeAll(async () => {
  db = await createTestDatabase();
  tenantId = await db.createTenant();
  await db.query("insert into bots (tenant_id, id, username) values ($1, 7, 'efir_bot')", [tenantId]);
  await db.query("insert into chats (tenant_id, bot_id, id, kind) values ($1, 7, 42, 'private')", [tenantId]);
});
afterAll(() => db.close());

async function wantUpload(lifetime = 3600): Promise<{ text: string; chatRecordingId: ChatRecordingId }> {
  const chatRecordingId = createChatRecordingId();
  messages += 1;
  await db.query(
    `insert into chat_recordings (tenant_id, id, bot_id, chat_id, user_id, message_id, source, options)
     values ($1, $2, 7, 42, 42, $3, '{"kind": "video", "fileName": "talk.mp4"}', '{"language": "ru"}')`,
    [tenantId, chatRecordingId, messages],
  );
  const text = await db.database.withTenant(tenantId, (tx) =>
    createUploadLink(tx, { chatRecordingId, lifetime }),
  );
  return { text, chatRecordingId };
}

const codeOf = (work: Promise<unknown>) => expect(work).rejects;
const read = (text: string) => readUploadLink(db.database, text);

/** A recording of the api, made in the same transaction. */
async function use(text: string, breaks = false): Promise<void> {
  const link = await read(text);
  await db.database.withTenant(tenantId, async (tx) => {
    const id = createRecordingId();
    await tx
      .insertInto('recordings')
      .values({
        ...{ tenant_id: tenantId, id, state: 'queued', file_name: 'talk.mp4', bytes: 5, blob_key: id },
        ...{ options: '{}', request_id: 'r', trace: 't', last_event: 1 },
      })
      .execute();
    await useUploadLink(tx, link, id);
    if (breaks) throw new Error('broken off');
  });
}

test('a link says what it is for, and only a hash of it is kept', async () => {
  const { text, chatRecordingId } = await wantUpload();
  expect(await read(text)).toMatchObject({
    ...{ tenantId, chatRecordingId, botId: 7 },
    ...{ source: { kind: 'video', fileName: 'talk.mp4' }, options: { language: 'ru' } },
  });
  expect((await read(text)).secondsLeft).toBeGreaterThan(3500);
  const secret = Buffer.from(text, 'base64url').subarray(32);
  const [row] = await db.query<{ secret_hash: Buffer }>(
    'select secret_hash from upload_links where chat_recording_id = $1',
    [chatRecordingId],
  );
  expect(row?.secret_hash.includes(secret)).toBe(false);
});

test('it takes one recording, which is the chat’s then; a failed upload leaves it usable', async () => {
  const { text, chatRecordingId } = await wantUpload();
  await expect(use(text, true)).rejects.toThrow('broken off');
  await use(text);
  const [row] = await db.query<{ state: string; recording_id: string }>(
    'select state, recording_id from chat_recordings where id = $1',
    [chatRecordingId],
  );
  expect(row).toMatchObject({ state: 'working', recording_id: expect.any(String) });
  await codeOf(read(text)).toMatchObject({ code: 'upload-link-used' });
});

test('of many uploads at once one counts', async () => {
  const { text } = await wantUpload();
  const before = (await db.query('select 1 from recordings')).length;
  const ended = await Promise.allSettled(Array.from({ length: 8 }, () => use(text)));
  const reasons = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
  expect(reasons).toEqual(Array(7).fill('upload-link-used'));
  expect((await db.query('select 1 from recordings')).length - before).toBe(1);
});

test('of two links for one recording the first that is used counts', async () => {
  const { text, chatRecordingId } = await wantUpload();
  const other = await db.database.withTenant(tenantId, (tx) =>
    createUploadLink(tx, { chatRecordingId, lifetime: 60 }),
  );
  await use(other);
  await codeOf(read(text)).toMatchObject({ code: 'upload-link-used' });
});

test.each(['', 'x', '../../etc', `${'A'.repeat(75)}`, 'ы'.repeat(75), 'A'.repeat(10_000)])(
  '%j is no link',
  async (text) => {
    await codeOf(read(text)).toMatchObject({ code: 'upload-link-unknown' });
  },
);

test('a wrong secret, and another tenant’s name on it, are as good as none', async () => {
  const { text } = await wantUpload();
  const bytes = Buffer.from(text, 'base64url');
  const wrong = Buffer.from(bytes);
  wrong[55] = (wrong[55] ?? 0) ^ 1;
  const stranger = await db.createTenant('stranger');
  const moved = Buffer.concat([Buffer.from(stranger.replaceAll('-', ''), 'hex'), bytes.subarray(16)]);
  for (const one of [wrong, moved])
    await codeOf(read(one.toString('base64url'))).toMatchObject({ code: 'upload-link-unknown' });
});

test('a link ends with its time, and with the wish', async () => {
  const over = await wantUpload(-1);
  await codeOf(read(over.text)).toMatchObject({ code: 'upload-link-expired' });
  const cancelled = await wantUpload();
  const link = await read(cancelled.text);
  await db.query("update chat_recordings set state = 'cancelled' where id = $1", [cancelled.chatRecordingId]);
  await codeOf(read(cancelled.text)).toMatchObject({ code: 'upload-link-expired' });
  const late = db.database.withTenant(tenantId, (tx) => useUploadLink(tx, link, createRecordingId()));
  await codeOf(late).toMatchObject({ code: 'upload-link-expired' });
});

test('an upload that began in time may end within two hours behind the link, and is waited for', async () => {
  const { text, chatRecordingId } = await wantUpload();
  const link = await read(text);
  const endLink = (ago: string) =>
    db.query(`update upload_links set expires_at = now() - interval '${ago}' where chat_recording_id = $1`, [
      chatRecordingId,
    ]);
  const waits = async () => {
    const [row] = await db.query<{ seconds: number }>(
      'select extract(epoch from due_at - now())::float8 as seconds from chat_recordings where id = $1',
      [chatRecordingId],
    );
    return row?.seconds ?? 0;
  };
  await db.query('update chat_recordings set due_at = now() where id = $1', [chatRecordingId]);
  await endLink('119 minutes');
  await codeOf(read(text)).toMatchObject({ code: 'upload-link-expired' });
  expect(await awaitUploading(db.database, link, 600)).toBe(true);
  // Not beyond the two hours.
  expect(await waits()).toBeGreaterThan(30);
  expect(await waits()).toBeLessThan(61);
  const end = (id = createRecordingId()) =>
    db.database.withTenant(tenantId, async (tx) => {
      await tx
        .insertInto('recordings')
        .values({
          ...{ tenant_id: tenantId, id, state: 'queued', file_name: 'talk.mp4', bytes: 5, blob_key: id },
          ...{ options: '{}', request_id: 'r', trace: 't', last_event: 1 },
        })
        .execute();
      await useUploadLink(tx, link, id);
    });
  await endLink('121 minutes');
  await codeOf(end()).toMatchObject({ code: 'upload-link-expired' });
  await endLink('119 minutes');
  await end();
  expect(await awaitUploading(db.database, link, 600)).toBe(false);
});
