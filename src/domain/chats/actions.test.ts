import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { TenantId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';
import { answerDialogue, askDialogue, endDialogue, findDialogue } from './dialogues.ts';
import { findAction } from './find-action.ts';
import { keepAction } from './keep-action.ts';
import { openChat } from './open-chat.ts';

let db: TestDatabase;
let tenant: TenantId;
const bot = { id: 77 };
const chatId = 500;
const place = { bot, chatId, userId: 9 };

beforeAll(async () => {
  db = await createTestDatabase();
  tenant = await openBot();
});
afterAll(() => db.close());

const within = <Result>(work: (tx: TenantTx) => Promise<Result>, of = tenant) =>
  db.database.withTenant(of, work);

describe('a button', () => {
  const action = { bot, chatId, name: 'send-file', payload: { id: 'r', format: 'srt' } };

  test('carries the same short id however often it is said', async () => {
    const first = await within((tx) => keepAction(tx, action));
    const second = await within((tx) => keepAction(tx, { ...action, payload: { format: 'srt', id: 'r' } }));
    expect(first).toMatch(/^[\w-]{22}$/);
    expect(second).toBe(first);
    const others = await within(async (tx) => [
      await keepAction(tx, { ...action, payload: { id: 'r', format: 'vtt' } }),
      await keepAction(tx, { ...action, name: 'other' }),
      await keepAction(tx, { ...action, userId: 9 }),
    ]);
    expect(new Set([first, ...others]).size).toBe(4);
  });

  test('is found by who may press it, in its own chat, bot and tenant alone', async () => {
    const id = await within((tx) => keepAction(tx, { ...action, userId: 9 }));
    const find = (who: object, of = tenant) =>
      within((tx) => findAction(tx, { bot, chatId, userId: 9, id, ...who }), of);
    expect(await find({})).toEqual({ state: 'found', name: 'send-file', payload: action.payload });
    expect(await find({ userId: 10 })).toEqual({ state: 'foreign' });
    expect(await find({ chatId: 501 })).toEqual({ state: 'unknown' });
    expect(await find({ bot: { id: 78 } })).toEqual({ state: 'unknown' });
    expect(await find({}, await db.createTenant('another'))).toEqual({ state: 'unknown' });
  });

  test.each(['', 'x', 'made-up_id-of-22-chars', "' or 1=1 --", '\0', 'a'.repeat(64), '🙂'])(
    'is unknown by an id that was made up: %j',
    async (id) => {
      expect(await within((tx) => findAction(tx, { bot, chatId, userId: 9, id }))).toEqual({
        state: 'unknown',
      });
    },
  );

  test('goes after half a year, unless it was said again', async () => {
    const [old, again] = await within(async (tx) => [
      await keepAction(tx, { ...action, payload: { old: true } }),
      await keepAction(tx, { ...action, payload: { again: true } }),
    ]);
    await db.query(`update chat_actions set created_at = now() - interval '200 days' where id = any ($1)`, [
      [old, again],
    ]);
    await within((tx) => keepAction(tx, { ...action, payload: { again: true } }));
    const states = await within(async (tx) => [
      (await findAction(tx, { bot, chatId, userId: 9, id: old as string })).state,
      (await findAction(tx, { bot, chatId, userId: 9, id: again as string })).state,
    ]);
    expect(states).toEqual(['unknown', 'found']);
  });
});

describe('a dialogue', () => {
  const question = { step: 'name-speaker', payload: { speaker: 'S1' } };

  test('waits for its answer, which counts once', async () => {
    const version = await within((tx) => askDialogue(tx, place, question));
    expect(await within((tx) => findDialogue(tx, place))).toEqual({ ...question, version });
    const heard = await Promise.all(
      [1, 2, 3].map(() => within((tx) => answerDialogue(tx, place, { version }))),
    );
    expect(heard.filter(Boolean)).toHaveLength(1);
    expect(await within((tx) => findDialogue(tx, place))).toBeUndefined();
  });

  test('goes on to a next question, for which an answer to the one before is too late', async () => {
    const version = await within((tx) => askDialogue(tx, place, question));
    const next = { step: 'sure', payload: { name: 'Anna' } };
    const moves = await Promise.all(
      [1, 2].map(() => within((tx) => answerDialogue(tx, place, { version, next }))),
    );
    expect(moves.toSorted()).toEqual([false, true]);
    expect(await within((tx) => findDialogue(tx, place))).toEqual({ ...next, version: version + 1 });
    expect(await within((tx) => answerDialogue(tx, place, { version }))).toBe(false);
  });

  test('gives way to another question to the same person', async () => {
    const version = await within((tx) => askDialogue(tx, place, question));
    const second = await within((tx) => askDialogue(tx, place, { step: 'search', payload: {} }));
    expect(second).toBe(version + 1);
    expect(await within((tx) => answerDialogue(tx, place, { version }))).toBe(false);
    expect(await within((tx) => endDialogue(tx, place))).toBe(true);
    expect(await within((tx) => endDialogue(tx, place))).toBe(false);
  });

  test('is over when nobody answers for long', async () => {
    const version = await within((tx) => askDialogue(tx, place, question));
    await db.query(`update chat_dialogues set expires_at = now() - interval '1 second'`);
    expect(await within((tx) => findDialogue(tx, place))).toBeUndefined();
    expect(await within((tx) => answerDialogue(tx, place, { version }))).toBe(false);
    expect(await within((tx) => endDialogue(tx, place))).toBe(false);
  });

  test('is each person’s own, in each chat', async () => {
    await within((tx) => askDialogue(tx, place, question));
    expect(await within((tx) => findDialogue(tx, { ...place, userId: 10 }))).toBeUndefined();
    expect(await within((tx) => findDialogue(tx, { ...place, chatId: 501 }))).toBeUndefined();
  });
});

async function openBot(): Promise<TenantId> {
  const id = await db.createTenant();
  await db.database.withTenant(id, async (tx) => {
    await tx.insertInto('bots').values({ tenant_id: id, id: bot.id, username: 'efir_bot' }).execute();
    await openChat(tx, bot, { id: chatId, kind: 'private' });
  });
  return id;
}
