import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BotTown, makeLine, openBotTown } from '../../../test/support/bot-town.ts';
import { createBlobs } from '../../apps/compose.ts';
import { loadConfig } from '../../config/config.ts';
import type { TenantId } from '../../core/ids.ts';
import { createTranscriptionRules } from '../media/index.ts';
import { expireChatRecordings } from './expire-chat-recordings.ts';
import { forgetChatLeftovers } from './forget-leftovers.ts';
import { keepAction } from './keep-action.ts';
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
  expect(await db.query(`select 1 from chat_recordings where source::text ~ 'file|Name|url|http'`)).toEqual(
    [],
  );
  expect(await db.query(`select 1 from chat_recordings where source ? 'duration'`)).toHaveLength(3);
});

test('where the bytes came from is known as long as somebody may try again, and what was looked for two days', {
  timeout: 60_000,
}, async () => {
  const { db, telegram } = town;
  const ann = await telegram.person('Anna', { languageCode: 'en' });
  await ann.sendText('http://127.0.0.1:9/secret-talk.mp3');
  await expect
    .poll(() => db.query(`select 1 from chat_recordings where chat_id = ${ann.id} and state = 'failed'`), {
      timeout: 20_000,
    })
    .toHaveLength(1);
  await ann.sendText('/history whispering');
  await ann.waitFor(({ text }) => text.includes('whispering'));
  await town.addRecording(ann, [makeLine(0, 'whispering at night')]);
  const asked = await ann.sendText('/history whispering');
  await ann.waitFor(({ buttons }) => buttons.flat().some(({ text }) => text.includes('at night')), {
    after: asked,
  });
  await keepWordsOnButton(ann.id);
  const forget = async () => {
    const ports = {
      blobs: createBlobs(loadConfig({ PATH: process.env['PATH'], BLOB_URL: town.bot.blobUrl })),
      rules: [],
      countEnd: () => {},
    };
    await expireChatRecordings(db.database, ports, new AbortController().signal);
    await forgetChatLeftovers(db.database, new AbortController().signal);
  };
  const holds = async (word: string) => {
    const rows = await Promise.all(
      ['chat_recordings', 'chat_messages', 'chat_actions', 'chat_updates', 'chat_dialogues'].map((table) =>
        db.query(`select 1 from ${table} as row where row::text like '%${word}%'`),
      ),
    );
    return rows.flat().length > 0;
  };
  const age = async (days: number) => {
    const back = `- interval '${days} days'`;
    await db.query(
      `update chat_recordings set created_at = now() ${back}, ended_at = now() ${back} where chat_id = ${ann.id}`,
    );
    await db.query(
      `update chat_messages set created_at = now() ${back}, shown_at = now() ${back} where chat_id = ${ann.id}`,
    );
    await db.query(
      `update chat_actions set created_at = created_at ${back}, expires_at = expires_at ${back} where chat_id = ${ann.id}`,
    );
    await db.query(`update chat_updates set handled_at = handled_at ${back}`);
  };
  await age(1);
  await forget();
  expect([await holds('secret-talk'), await holds('whispering')]).toEqual([true, true]);
  await age(3);
  await forget();
  const looked = await db.query(`select 1 from chat_actions where payload::text like '%whispering%'`);
  const lists = await db.query(
    `select 1 from chat_messages where key like 'menu:history:%' and chat_id = ${ann.id}`,
  );
  expect([looked, lists]).toEqual([[], []]);
  expect(await holds('secret-talk')).toBe(true);
  await age(32);
  await forget();
  expect(await holds('secret-talk')).toBe(false);
  // And in the end nothing tells that she was there.
  await db.query(`update chat_recordings set state = 'deleted' where chat_id = ${ann.id}`);
  await db.query(`update chats set seen_at = now() - interval '32 days' where id = ${ann.id}`);
  await forget();
  await forget();
  expect(await db.query(`select 1 from chats where id = ${ann.id}`)).toEqual([]);
});

/** A button that turns to further pages of what was looked for. */
async function keepWordsOnButton(chatId: number): Promise<void> {
  await town.db.database.withTenant(tenant, (tx) =>
    keepAction(tx, {
      ...{ bot: { id: town.telegram.bot.id }, chatId, name: 'history', ownerId: chatId },
      payload: { search: 'whispering', trail: [] },
    }),
  );
}

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
  // A document that was sent by mistake is no recording; one that only failed is.
  await town.db.query(
    `insert into chat_recordings (tenant_id, id, bot_id, chat_id, user_id, message_id, source, state, error)
     select '${tenant}', ('00000000-0000-7000-8000-' || lpad((n + 100)::text, 12, '0'))::uuid, ${bot.id}, ${chatId}, 5,
       100 + n, jsonb_build_object('kind', 'document', 'fileName', 'take ' || n), 'failed',
       jsonb_build_object('code', (array['media-unrecognised', 'media-damaged'])[n], 'args', '{}'::jsonb)
     from generate_series(1, 2) n`,
  );
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const page = await list(before === undefined ? {} : { before });
    seen.push(...page.recordings.map(({ fileName = '' }) => fileName));
    before = page.more ? page.recordings.at(-1)?.id : undefined;
  } while (before !== undefined);
  expect(seen).toEqual(['take 2', ...Array.from({ length: 25 }, (_, n) => `take ${25 - n}%.ogg`)]);
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
