import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BotTown, makeLine, openBotTown } from '../../../test/support/bot-town.ts';
import { createBlobs } from '../../apps/compose.ts';
import { loadConfig } from '../../config/config.ts';
import type { TenantId } from '../../core/ids.ts';
import { createTranscriptionRules } from '../media/index.ts';
import { expireChatRecordings } from './expire-chat-recordings.ts';
import { listChatRecordings } from './list-chat-recordings.ts';
import { sumSound } from './sum-sound.ts';

let town: BotTown;
let tenant: TenantId;
beforeAll(async () => {
  town = await openBotTown();
});
afterAll(() => town.close());

test('what a chat keeps for some days is deleted behind them, and only that', {
  timeout: 60_000,
}, async () => {
  const { db, telegram } = town;
  const ann = await telegram.person('Ann');
  const ben = await telegram.person('Ben');
  await town.addRecording(ann, [makeLine(0, 'one that is over')]);
  await town.addRecording(ann, [makeLine(0, 'one that is young')]);
  await town.addRecording(ben, [makeLine(0, 'one that is kept')]);
  const [row] = await db.query<{ id: TenantId }>('select tenant_id as id from bots');
  tenant = row?.id as TenantId;
  await db.query(`update chats set settings = '{"keepDays": 7}' where id = $1`, [ann.id]);
  await db.query(
    `update chat_recordings set ended_at = now() - interval '8 days'
     where recording_id in (select recording_id from segments where text <> 'one that is young')`,
  );
  const blobs = createBlobs(loadConfig({ PATH: process.env['PATH'], BLOB_URL: town.bot.blobUrl }));
  const rules = [createTranscriptionRules({ blobs, maxDuration: 3600 })];
  const ports = { blobs, rules, countEnd: () => {} };
  const { signal } = new AbortController();
  expect(await expireChatRecordings(db.database, ports, signal)).toEqual({ recordings: 1, messages: 0 });
  expect(await expireChatRecordings(db.database, ports, signal)).toEqual({ recordings: 0, messages: 0 });
  const words = await db.query<{ text: string }>('select text from segments order by text');
  expect(words.map(({ text }) => text)).toEqual(['one that is kept', 'one that is young']);
  expect(await db.query(`select 1 from chat_messages where content::text like '%one that is over%'`)).toEqual(
    [],
  );

  // What was thrown away elsewhere leaves no words with the chat either.
  await db.query('update recordings set transcript_expired_at = now()');
  await db.query(`update chat_recordings set ended_at = now() - interval '2 days'`);
  const { messages } = await expireChatRecordings(db.database, ports, signal);
  expect(messages).toBeGreaterThan(0);
  expect(await db.query(`select 1 from chat_messages where content::text like '%one that is%'`)).toEqual([]);
});

test('pages follow each other without a gap, and hostile words find nothing', async () => {
  const bot = { id: town.telegram.bot.id };
  const chatId = 99_000;
  await town.db.query(
    `insert into chats (tenant_id, bot_id, id, kind) values ('${tenant}', ${bot.id}, ${chatId}, 'private')`,
  );
  await town.db.query(
    `insert into chat_recordings (tenant_id, id, bot_id, chat_id, user_id, message_id, source, state)
     select '${tenant}', ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, ${bot.id}, ${chatId}, 5, n,
       jsonb_build_object('kind', 'voice', 'fileName', 'take ' || n || '%.ogg', 'duration', 60), 'answered'
     from generate_series(1, 25) n`,
  );
  const list = (more: { before?: string; words?: string[] }) =>
    town.db.database.readTenant(tenant, (tx) => listChatRecordings(tx, { bot, chatId, limit: 10, ...more }));
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const page = await list(before === undefined ? {} : { before });
    seen.push(...page.recordings.map(({ fileName = '' }) => fileName));
    before = page.more ? page.recordings.at(-1)?.id : undefined;
  } while (before !== undefined);
  expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => `take ${25 - n}%.ogg`));
  const find = async (...words: string[]) => (await list({ words })).recordings.length;
  expect([await find('TAKE', '7%'), await find('7', '17'), await find('_'), await find('\\')]).toEqual([
    2, 1, 0, 0,
  ]);
  expect(await find("' or true --")).toBe(0);
  expect(await find('\0', 'x'.repeat(10_000), '\ud800')).toBe(0);
  expect(await list({ before: 'no id' })).toMatchObject({ more: true });
  const use = await town.db.database.readTenant(tenant, (tx) => sumSound(tx, { bot, userId: 5 }));
  expect(use).toEqual({ day: { recordings: 25, seconds: 1500 }, month: { recordings: 25, seconds: 1500 } });
});
