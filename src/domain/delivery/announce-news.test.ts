import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { addRecording } from '../../../test/support/work.ts';
import { createScriptedWebClient } from '../../adapters/web-client/scripted/scripted-web-client.ts';
import { sleep } from '../../core/time.ts';
import { announceNews } from './announce-news.ts';
import { createWebhook } from './create-webhook.ts';
import { deleteWebhook } from './delete-webhook.ts';
import { findDeliveries } from './find-deliveries.ts';
import { forgetNews } from './forget-news.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const web = createScriptedWebClient({
  target: () => ({}),
  hosts: { 'example.com': ['93.184.215.14'] },
});

async function prepare() {
  const tenantId = await db.createTenant();
  const url = 'https://example.com/hook';
  const { webhook } = await createWebhook(db.database, { web }, { tenantId, url });
  const recordingId = await addRecording(db.database, tenantId);
  const news = { type: 'recording.succeeded', recordingId, callbackUrl: undefined } as const;
  return { tenantId, webhookId: webhook.id, news };
}

const count = async (tenantId: Awaited<ReturnType<typeof prepare>>['tenantId']) =>
  (await findDeliveries(db.database, { tenantId, limit: 10 })).deliveries.length;

test('a webhook that is deleted while news is announced does not undo what is announced', async () => {
  const { tenantId, webhookId, news } = await prepare();
  let deleting: Promise<void> | undefined;
  await db.database.withTenant(tenantId, (tx) =>
    announceNews(tx, [news], async () => {
      deleting = deleteWebhook(db.database, tenantId, webhookId);
      await sleep(300);
      return {};
    }),
  );
  await deleting;
  expect(await count(tenantId)).toBe(0);
});

test('news is written with what it tells of, or not at all', async () => {
  const { tenantId, news } = await prepare();
  const announce = (fails: boolean) =>
    db.database.withTenant(tenantId, async (tx) => {
      await announceNews(tx, [news], async () => ({ some: 'data' }));
      if (fails) throw new Error('undone');
    });
  await expect(announce(true)).rejects.toThrow('undone');
  expect(await count(tenantId)).toBe(0);
  await announce(false);
  expect(await count(tenantId)).toBe(1);
});

test('nobody is asked to describe what nobody wants to know', async () => {
  const tenantId = await db.createTenant();
  const recordingId = await addRecording(db.database, tenantId);
  const news = { type: 'recording.failed', recordingId, callbackUrl: undefined } as const;
  await db.database.withTenant(tenantId, (tx) =>
    announceNews(tx, [news], () => Promise.reject(new Error('asked'))),
  );
  expect(await count(tenantId)).toBe(0);
});

test('news goes with the transcript that it holds words of, and only that', async () => {
  const { tenantId, news } = await prepare();
  const other = { ...news, recordingId: await addRecording(db.database, tenantId) };
  await db.database.withTenant(tenantId, async (tx) => {
    await announceNews(tx, [news, other], async () => ({ words: 'all of them' }));
    await forgetNews(tx, [news.recordingId]);
    await forgetNews(tx, []);
  });
  const { deliveries } = await findDeliveries(db.database, { tenantId, limit: 10 });
  expect(deliveries.map((delivery) => delivery.recordingId)).toEqual([other.recordingId]);
});

test('what is older than a month goes with what is new, and nothing else', async () => {
  const { tenantId, news } = await prepare();
  const announce = () =>
    db.database.withTenant(tenantId, (tx) => announceNews(tx, [news], async () => ({ some: 'data' })));
  for (let times = 0; times < 3; times += 1) await announce();
  await db.query(
    `update deliveries set created_at = now() - interval '31 days'
     where id in (select id from deliveries where tenant_id = $1 order by id limit 2)`,
    [tenantId],
  );
  await announce();
  expect(await count(tenantId)).toBe(2);
});
