import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { BotIdentity } from './bot.ts';
import { claimUpdates } from './claim-updates.ts';
import { forgetChatLeftovers } from './forget-leftovers.ts';
import { handleUpdate, putOffUpdate, refuseUpdate } from './handle-update.ts';
import { readOldestUpdate } from './measure-inbox.ts';
import { registerBot } from './register-bot.ts';
import { storeUpdates } from './store-updates.ts';

let db: TestDatabase;
let botIds = 700;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const createBot = async (): Promise<BotIdentity> => {
  botIds += 1;
  return registerBot(db.database, await db.createTenant(), { id: botIds, username: `bot_${botIds}` });
};
const message = (update_id: number, chat: number, text = 'hello') => ({
  update_id,
  message: { message_id: update_id, chat: { id: chat, type: 'private' }, text },
});
const claim = (bot: BotIdentity, { limit = 10, lease = 60 } = {}) =>
  claimUpdates(db.database, bot, { limit, lease });
const idsOf = (claimed: readonly { id: number }[]) => claimed.map(({ id }) => id);
const noWork = async () => {};

describe('storing', () => {
  test('keeps each update once, whatever comes twice', async () => {
    const bot = await createBot();
    const first = await storeUpdates(db.database, bot, [message(1, 5), message(2, 5), message(2, 5)]);
    expect(first).toMatchObject({ waiting: 2, repeated: 1 });
    expect(await storeUpdates(db.database, bot, [message(2, 6), message(3, 5)])).toMatchObject({
      waiting: 1,
      repeated: 1,
    });
    expect(await claim(bot)).toMatchObject([{ id: 1, line: 5, tries: 1 }]);
  });

  test('lets no update keep the others out', async () => {
    const bot = await createBot();
    let deep: object = {};
    for (let level = 0; level < 5_000; level += 1) deep = { deep };
    const stored = await storeUpdates(db.database, bot, [
      ...[undefined, null, 7, 'update', [], {}, { update_id: '1' }, { update_id: 1.5 }, { update_id: -1 }],
      { update_id: 2 ** 60 },
      { update_id: 10 },
      { update_id: 11, message: 'text' },
      { update_id: 12, message: {}, edited_message: {} },
      { update_id: 13, ['message\0']: deep },
      { update_id: 14, message: { chat: { id: 'one' }, text: '\0\ud800 NUL and half a character' } },
      message(15, 2 ** 52),
    ]);
    expect(stored).toMatchObject({ waiting: 2, unreadable: 10, repeated: 0 });
    expect(stored.refused.map(({ id }) => id).toSorted()).toEqual([10, 11, 12, 13]);
    const claimed = await claim(bot);
    expect(claimed.map(({ id, line }) => [id, line])).toEqual([
      [14, 0],
      [15, 2 ** 52],
    ]);
    expect(claimed[0]?.payload['message']).toMatchObject({ text: '\uFFFD\uFFFD NUL and half a character' });
  });

  test('knows one bot from another, and refuses a bot that belongs to somebody else', async () => {
    const [one, two] = [await createBot(), await createBot()];
    await storeUpdates(db.database, one, [message(1, 5)]);
    expect(await claim(two)).toEqual([]);
    const renamed = await registerBot(db.database, one.tenantId, { id: one.id, username: 'renamed' });
    expect(renamed).toEqual({ ...one, username: 'renamed' });
    await expect(registerBot(db.database, two.tenantId, one)).rejects.toMatchObject({
      code: 'setting-invalid',
      args: { name: 'TELEGRAM_TENANT' },
    });
  });
});

describe('taking', () => {
  test('gives of each line the oldest, and the next only when that is done', async () => {
    const bot = await createBot();
    await storeUpdates(db.database, bot, [message(1, 5), message(2, 5), message(3, 6), message(4, -7)]);
    const claimed = await claim(bot);
    expect(idsOf(claimed)).toEqual([1, 3, 4]);
    expect(await claim(bot)).toEqual([]);
    const [first] = claimed;
    expect(first && (await handleUpdate(db.database, bot, first, noWork))).toBe(true);
    expect(idsOf(await claim(bot))).toEqual([2]);
  });

  test('lets urgent ones pass beside their line', async () => {
    const bot = await createBot();
    const press = { id: 'q', from: { id: 5 }, message: { chat: { id: 5 } }, data: 'x' };
    await storeUpdates(db.database, bot, [
      message(1, 5),
      message(2, 5),
      { update_id: 3, callback_query: press },
      { update_id: 4, callback_query: press },
    ]);
    expect(idsOf(await claim(bot, { limit: 3 }))).toEqual([1, 3, 4]);
  });

  test('gives an update to one of many who ask at once', async () => {
    const bot = await createBot();
    const updates = Array.from({ length: 60 }, (_, index) => message(index + 1, index % 20));
    await storeUpdates(db.database, bot, updates);
    const taken = await Promise.all(Array.from({ length: 12 }, () => claim(bot, { limit: 5 })));
    const ids = taken.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id <= 20)).toBe(true);
  });

  test('takes over what somebody died with, and that one cannot settle it any more', async () => {
    const bot = await createBot();
    await storeUpdates(db.database, bot, [message(1, 5), message(2, 5)]);
    const [lost] = await claim(bot, { lease: 0 });
    const [again] = await claim(bot);
    expect(again).toMatchObject({ id: 1, tries: 1, lapses: 1 });
    let done = 0;
    const count = async () => {
      done += 1;
    };
    expect(lost && (await handleUpdate(db.database, bot, lost, count))).toBe(false);
    expect(again && (await handleUpdate(db.database, bot, again, count))).toBe(true);
    expect(again && (await handleUpdate(db.database, bot, again, count))).toBe(false);
    expect(done).toBe(1);
  });

  test('takes longer over what lapses again and again, and counts that as no failure', async () => {
    const bot = await createBot();
    await storeUpdates(db.database, bot, [message(1, 5)]);
    const seconds: number[] = [];
    for (let lapses = 0; lapses < 14; lapses += 1) {
      expect(await claim(bot, { lease: 5 })).toMatchObject([{ id: 1, tries: 1, lapses }]);
      const [row] = await db.query<{ seconds: number }>(
        'select extract(epoch from due_at - now())::float8 as seconds from chat_updates where bot_id = $1',
        [bot.id],
      );
      seconds.push(row?.seconds ?? 0);
      await db.query('update chat_updates set due_at = now() where bot_id = $1', [bot.id]);
    }
    const middle = [10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 60, 60];
    const [first = 0, ...further] = seconds;
    expect(first).toBeLessThanOrEqual(5);
    for (const [index, one] of further.entries()) {
      // The row was read a moment later.
      expect(one).toBeGreaterThan((middle[index] ?? 0) * 0.75 - 3);
      expect(one).toBeLessThanOrEqual((middle[index] ?? 0) * 1.25);
    }
  });

  test('lets those that lapsed together be due apart, so that the one to blame takes no others with it', async () => {
    const bot = await createBot();
    await storeUpdates(db.database, bot, [message(1, 5), message(2, 6), message(3, 7)]);
    await claim(bot, { limit: 3, lease: 0 });
    expect(idsOf(await claim(bot, { limit: 3, lease: 20 }))).toEqual([1, 2, 3]);
    const rows = await db.query<{ due_at: Date }>('select due_at from chat_updates where bot_id = $1', [
      bot.id,
    ]);
    expect(new Set(rows.map(({ due_at }) => due_at.getTime())).size).toBe(3);
  });

  test('finds the few lines that are free behind many that are not, and behind a long one', async () => {
    const bot = await createBot();
    const updates = [
      ...Array.from({ length: 150 }, (_, index) => message(index + 1, 5)),
      ...Array.from({ length: 150 }, (_, index) => message(index + 1_000, index + 1_000)),
      ...[message(2_000, 6), message(2_001, 7), message(2_002, 6)],
    ];
    await storeUpdates(db.database, bot, updates);
    await db.query(
      "update chat_updates set due_at = now() + interval '1 h' where bot_id = $1 and id < 2000 and id <> 2",
      [bot.id],
    );
    expect(idsOf(await claim(bot, { limit: 6 }))).toEqual([2_000, 2_001]);
    expect(await claim(bot, { limit: 6 })).toEqual([]);
  });

  test('gives nobody what is being handled, though the claim is over meanwhile', async () => {
    const bot = await createBot();
    await storeUpdates(db.database, bot, [message(1, 5), message(2, 5)]);
    const [slow] = await claim(bot, { lease: 0 });
    if (!slow) throw new Error('nothing was claimed');
    await handleUpdate(db.database, bot, slow, async () => {
      expect(await claim(bot)).toEqual([]);
    });
    expect(idsOf(await claim(bot))).toEqual([2]);
  });
});

describe('settling', () => {
  test('undoes what a failing handler wrote, and tries again when its pause is over', async () => {
    const bot = await createBot();
    await storeUpdates(db.database, bot, [message(1, 5), message(2, 5)]);
    const [first] = await claim(bot);
    if (!first) throw new Error('nothing was claimed');
    const failing = handleUpdate(db.database, bot, first, async (tx) => {
      await tx
        .insertInto('chats')
        .values({ tenant_id: bot.tenantId, bot_id: bot.id, id: 5, kind: 'private' })
        .execute();
      throw new Error('not today');
    });
    await expect(failing).rejects.toThrow('not today');
    expect(await db.query('select id from chats where bot_id = $1', [bot.id])).toEqual([]);
    const error = { code: 'internal', args: { detail: 'not today' } } as const;
    await putOffUpdate(db.database, bot, first, { seconds: 3_600, error, counts: true });
    expect(await claim(bot)).toEqual([]);
    await db.query('update chat_updates set due_at = now() where bot_id = $1', [bot.id]);
    const [again] = await claim(bot);
    expect(again).toMatchObject({ id: 1, tries: 2 });
    if (again) await putOffUpdate(db.database, bot, again, { seconds: 0, error, counts: false });
    expect(await claim(bot)).toMatchObject([{ id: 1, tries: 2 }]);
  });

  test('goes on behind what was refused, and measures what waits', async () => {
    const bot = await createBot();
    expect(await readOldestUpdate(db.database, bot)).toBe(0);
    await storeUpdates(db.database, bot, [message(1, 5), message(2, 5)]);
    await db.query(
      `update chat_updates set received_at = now() - interval '90 s' where bot_id = $1 and id = 1`,
      [bot.id],
    );
    expect(Math.round(await readOldestUpdate(db.database, bot))).toBe(90);
    const [first] = await claim(bot);
    const error = { code: 'update-malformed', args: { detail: 'no chat' } } as const;
    if (first) await refuseUpdate(db.database, bot, first, { error, work: noWork });
    expect(await readOldestUpdate(db.database, bot)).toBeLessThan(60);
    expect(idsOf(await claim(bot))).toEqual([2]);
    const [row] = await db.query('select state, error from chat_updates where bot_id = $1 and id = 1', [
      bot.id,
    ]);
    expect(row).toEqual({ state: 'refused', error });
  });
});

test('is forgotten two days behind its handling, and what waits is not', async () => {
  const bot = await createBot();
  await storeUpdates(db.database, bot, [message(1, 5), message(2, 6), message(3, 7)]);
  for (const claimed of await claim(bot, { limit: 2 })) {
    await handleUpdate(db.database, bot, claimed, noWork);
  }
  const age = (id: number, hours: number) =>
    db.query(
      `update chat_updates set received_at = now() - make_interval(hours => $3),
         handled_at = handled_at - make_interval(hours => $3) where bot_id = $1 and id = $2`,
      [bot.id, id, hours],
    );
  await age(1, 49);
  await age(2, 47);
  await age(3, 400);
  const never = new AbortController().signal;
  expect(await forgetChatLeftovers(db.database, never)).toEqual({ rows: 1 });
  expect(await forgetChatLeftovers(db.database, never)).toEqual({ rows: 0 });
  const rows = await db.query('select id::int from chat_updates where bot_id = $1 order by id', [bot.id]);
  expect(rows).toEqual([{ id: 2 }, { id: 3 }]);
});
