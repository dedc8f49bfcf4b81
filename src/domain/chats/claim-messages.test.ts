import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { TenantId } from '../../core/ids.ts';
import { sleep } from '../../core/time.ts';
import { useClient } from '../../db/client.ts';
import {
  type BotIdentity,
  type ClaimedMessage,
  claimMessages,
  findCandidate,
  registerBot,
  say,
  settleMessage,
} from './index.ts';

let db: TestDatabase;
let tenantId: TenantId;
let bot: BotIdentity;
let bots = 100;
beforeAll(async () => {
  db = await createTestDatabase();
  tenantId = await db.createTenant();
});
afterAll(() => db.close());
beforeEach(async () => {
  bots += 1;
  bot = await registerBot(db.database, tenantId, { id: bots, username: `bot_${bots}` });
});

const addChat = (id: number, kind = 'private') =>
  db.query('insert into chats (tenant_id, bot_id, id, kind) values ($1, $2, $3, $4)', [
    ...[tenantId, bot.id, id, kind],
  ]);
const sayIt = (chatId: number, key: string) =>
  db.database.withTenant(tenantId, (tx) =>
    say(tx, { bot, chatId, key, content: { kind: 'text', text: key } }),
  );
const addUpdate = (id: number, payload: object, state = 'handled') =>
  db.query(
    'insert into chat_updates (tenant_id, bot_id, id, line, payload, state) values ($1, $2, $3, 1, $4, $5)',
    [tenantId, bot.id, id, JSON.stringify(payload), state],
  );
const write = (id: number, chatId: number, messageId: unknown) =>
  addUpdate(id, { message: { message_id: messageId, chat: { id: chatId } } });
const claim = async (limit = 10, lease = 60) =>
  (await claimMessages(db.database, bot, { limit, lease })).claimed;
/** One message of this chat as it is claimed again, in doubt. */
async function claimDoubtful(chatId: number): Promise<ClaimedMessage> {
  await db.query("update chat_paces set sent = '{}' where bot_id = $1", [bot.id]);
  await db.query('update chat_messages set due_at = now() where chat_id = $1 and claim is not null', [
    chatId,
  ]);
  const [claimed] = await claim();
  if (!claimed?.doubtful) throw new Error('nothing in doubt');
  return claimed;
}

test('of many who claim at once each gets others, one of each chat, and all together keep the limit', async () => {
  for (let chat = 1; chat <= 12; chat += 1) {
    await addChat(chat);
    for (const key of ['a', 'b']) await sayIt(chat, key);
  }
  const others = await Promise.all([db.connect(), db.connect(), db.connect()]);
  const claimed: { at: number; one: ClaimedMessage }[] = [];
  const latest = Date.now() + 20_000;
  await Promise.all(
    others.map(async (database) => {
      // Each asks on when all chats are under way, in vain.
      for (let left = 5; left > 0 && Date.now() < latest; left -= claimed.length < 12 ? 0 : 1) {
        const got = await claimMessages(database, bot, { limit: 10, lease: 60 });
        claimed.push(...got.claimed.map((one) => ({ at: Date.now(), one })));
        await sleep(5);
      }
    }),
  );
  await Promise.all(others.map((database) => database.close()));
  expect(claimed).toHaveLength(12);
  expect(new Set(claimed.map(({ one }) => one.chatId)).size).toBe(12);
  expect(claimed.every(({ one }) => one.key === 'a')).toBe(true);
});

test('what may go is found behind many that may not, and otherwise how long it takes', async () => {
  for (let chat = 1; chat <= 150; chat += 1) await addChat(chat);
  await db.query(
    `insert into chat_messages (tenant_id, id, bot_id, chat_id, key, content)
     select tenant_id, overlay(gen_random_uuid()::text placing '00000000-0000-7' from 1 for 15)::uuid, bot_id, id, 'a',
       '{"kind": "text", "text": "a"}' from chats where bot_id = $1`,
    [bot.id],
  );
  await db.query(
    `insert into chat_paces (tenant_id, bot_id, chat_id, closed_until)
     select tenant_id, bot_id, id, now() + interval '1 h' from chats where bot_id = $1`,
    [bot.id],
  );
  for (const chat of [501, 502]) {
    await addChat(chat);
    await sayIt(chat, 'a');
  }
  expect((await claim()).map(({ chatId }) => chatId)).toEqual([501, 502]);
  await sleep(250);
  const { again = 0, claimed } = await claimMessages(db.database, bot, { limit: 5, lease: 7_200 });
  expect(claimed).toEqual([]);
  expect(again).toBeGreaterThan(20);
  expect(again).toBeLessThan(61);
});

test('who holds a message holds up neither the others nor what is settled', async () => {
  for (const chat of [1, 2]) {
    await addChat(chat);
    await sayIt(chat, 'a');
  }
  await useClient(db.migrationUrl, 'efir test', async (client) => {
    await client.query('begin');
    await client.query('select from chat_messages where bot_id = $1 and chat_id = 1 for update', [bot.id]);
    const [claimed] = await claim();
    expect(claimed?.chatId).toBe(2);
    await client.query('commit');
  });
  await sleep(250);
  expect((await claim()).map(({ chatId }) => chatId)).toEqual([1]);
});

test.each([
  { outcome: 'flooded', seconds: 1, everywhere: true },
  { outcome: 'flooded', seconds: 1, everywhere: false },
  { outcome: 'unreachable', reason: 'blocked' },
] as const)('a claim and what comes of an older one ($outcome) do not wait for each other', async (shown) => {
  await addChat(1);
  await sayIt(1, 'a');
  const [claimed] = await claim();
  if (!claimed) throw new Error('nothing claimed');
  await useClient(db.migrationUrl, 'efir test', async (client) => {
    // The order of a claim: the bot, a message, the chat.
    await client.query('begin');
    await client.query('select from chat_paces where bot_id = $1 and chat_id = 0 for update', [bot.id]);
    await client.query('select from chat_messages where bot_id = $1 for update', [bot.id]);
    const settling = settleMessage(db.database, bot, claimed, shown);
    settling.catch(() => {});
    await expect
      .poll(() =>
        db.query(
          "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        ),
      )
      .not.toEqual([]);
    await client.query('update chat_paces set sent = sent where bot_id = $1 and chat_id = 1', [bot.id]);
    await client.query('commit');
    expect(await settling).toBe('settled');
  });
});

test('the floor is the highest id known in the count of the chat, whatever updates hold', async () => {
  await addChat(1);
  await addChat(2);
  await addChat(-1_000_000_000_007, 'supergroup');
  await write(1, 2, 40);
  await write(2, -1_000_000_000_007, 900);
  await write(3, 1, 'no number');
  await write(4, 1, -5);
  await write(5, 1, 1e300);
  await write(6, 1, 41.5);
  await addUpdate(7, { message: { message_id: 99 } });
  await addUpdate(8, { message: [1, 2], callback_query: 'x' });
  await addUpdate(9, { callback_query: { message: { message_id: 42, chat: { id: 2 } } } });
  await sayIt(1, 'a');
  await sayIt(-1_000_000_000_007, 'a');
  const claimed = await claim();
  expect(claimed.map(({ chatId, floorId }) => [chatId, floorId])).toEqual([
    [1, 42],
    [-1_000_000_000_007, 900],
  ]);
});

test('a message is looked for among the ids that nobody knows, and not for ever', async () => {
  await addChat(1);
  await addChat(2);
  await write(1, 1, 10);
  await sayIt(1, 'a');
  await claim();
  // Others spoke meanwhile, in this chat and in another one.
  await write(2, 2, 11);
  await write(3, 1, 13);
  const tried: number[] = [];
  for (;;) {
    const claimed = await claimDoubtful(1);
    const candidate = await findCandidate(db.database, bot, claimed);
    if (candidate === undefined) break;
    tried.push(candidate);
    await settleMessage(db.database, bot, claimed, { outcome: 'not-it', tried: candidate });
  }
  expect(tried).toEqual([12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]);
});

test('what was sent certainly later ends the search', async () => {
  await addChat(1);
  await addChat(2);
  await write(1, 1, 10);
  await sayIt(1, 'a');
  await claim();
  await sayIt(2, 'later');
  await db.query(
    `update chat_messages set state = 'shown', message_id = 12, sending_since = now() + interval '5 minutes'
     where bot_id = $1 and key = 'later'`,
    [bot.id],
  );
  const claimed = await claimDoubtful(1);
  expect(await findCandidate(db.database, bot, claimed)).toBe(11);
  expect(await findCandidate(db.database, bot, { ...claimed, floorId: 11, probes: 1 })).toBeUndefined();
});

test('an answer that comes too late counts, and one too many is taken away', async () => {
  await addChat(1);
  await sayIt(1, 'a');
  const [slow] = await claim();
  if (!slow) throw new Error('nothing claimed');
  const quick = await claimDoubtful(1);
  expect(await settleMessage(db.database, bot, quick, { outcome: 'shown', messageId: 7 })).toBe('settled');
  expect(await settleMessage(db.database, bot, slow, { outcome: 'shown', messageId: 7 })).toBe('superseded');
  expect(await settleMessage(db.database, bot, slow, { outcome: 'shown', messageId: 6 })).toBe('orphan');
  const rows = await db.query(
    'select key, state, message_id::int, content from chat_messages where bot_id = $1 order by key',
    [bot.id],
  );
  expect(rows).toMatchObject([
    { key: 'a', state: 'shown', message_id: 7 },
    { key: 'orphan:6', state: 'waiting', message_id: 6, content: null },
  ]);
});

test('a claim that is over stores nothing but where the message is', async () => {
  await addChat(1);
  await sayIt(1, 'a');
  const [slow] = await claim();
  if (!slow) throw new Error('nothing claimed');
  await claimDoubtful(1);
  for (const outcome of ['gone', 'lost', 'not-there'] as const)
    expect(await settleMessage(db.database, bot, slow, { outcome })).toBe('superseded');
  const [row] = await db.query('select state, sending_since from chat_messages where bot_id = $1', [bot.id]);
  expect(row).toMatchObject({ state: 'waiting', sending_since: expect.any(Date) });
});
