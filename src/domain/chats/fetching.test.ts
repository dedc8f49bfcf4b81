import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { TenantId } from '../../core/ids.ts';
import {
  acceptChatRecording,
  awaitUpload,
  type BotIdentity,
  type ChatRecording,
  claimToFetch,
  endChatRecording,
  holdFetch,
  reopenChatRecording,
} from './index.ts';

let db: TestDatabase;
let tenantId: TenantId;
let bot: BotIdentity;
let messages = 0;
beforeAll(async () => {
  db = await createTestDatabase();
  tenantId = await db.createTenant();
  bot = { tenantId, id: 7, username: 'efir_bot' };
  await db.query("insert into bots (tenant_id, id, username) values ($1, 7, 'efir_bot')", [tenantId]);
  await db.query("insert into chats (tenant_id, bot_id, id, kind) values ($1, 7, 42, 'private')", [tenantId]);
});
afterAll(() => db.close());

async function accept(): Promise<ChatRecording> {
  messages += 1;
  const { chatRecording } = await db.database.withTenant(tenantId, (tx) =>
    acceptChatRecording(tx, {
      ...{ bot, chatId: 42, userId: 42, messageId: messages, options: {} },
      source: { kind: 'voice', fileId: `file-${messages}` },
    }),
  );
  return chatRecording;
}

async function claimOne() {
  const [claimed] = await claimToFetch(db.database, bot, { limit: 1, lease: 30 });
  if (!claimed) throw new Error('nothing to fetch');
  return claimed;
}

const readState = async ({ id }: ChatRecording) =>
  (await db.query<{ state: string }>('select state from chat_recordings where id = $1', [id]))[0]?.state;

test('a claim that is over settles nothing, and neither does one of a recording that was stopped', async () => {
  const recording = await accept();
  const first = await claimOne();
  await db.query('update chat_recordings set due_at = now() where id = $1', [recording.id]);
  const second = await claimOne();
  expect(second.id).toBe(first.id);
  await db.database.withTenant(tenantId, async (tx) => {
    expect(await holdFetch(tx, first)).toBe(false);
    expect(await holdFetch(tx, second)).toBe(true);
    await endChatRecording(tx, recording, { state: 'cancelled' });
    expect(await holdFetch(tx, second)).toBe(false);
    await awaitUpload(tx, recording, 60);
  });
  expect(await readState(recording)).toBe('cancelled');
});

test('a recording is opened again once, and never one that was deleted', async () => {
  const recording = await accept();
  const reopen = () =>
    db.database.withTenant(tenantId, (tx) => reopenChatRecording(tx, recording, { state: 'accepted' }));
  expect(await reopen()).toBe(false);
  await db.database.withTenant(tenantId, (tx) => endChatRecording(tx, recording, { state: 'failed' }));
  const opened = await Promise.all([reopen(), reopen()]);
  expect(opened.toSorted()).toEqual([false, true]);
  await db.database.withTenant(tenantId, (tx) => endChatRecording(tx, recording, { state: 'deleted' }));
  expect(await reopen()).toBe(false);
  expect(await readState(recording)).toBe('deleted');
});
