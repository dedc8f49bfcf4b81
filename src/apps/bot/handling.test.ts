import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRandom } from '../../../test/chaos/random.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { type RunningBot, runBot } from '../../../test/support/running-bot.ts';
import { createHostileUpdate } from '../../../test/support/telegram/hostile-updates.ts';
import { type Sandbox, startSandbox } from '../../../test/support/telegram/start-sandbox.ts';
import type { TenantId } from '../../core/ids.ts';
import { type BotIdentity, storeUpdates } from '../../domain/chats/index.ts';

let db: TestDatabase;
let telegram: Sandbox;
let bot: RunningBot;
let bots = 7_300;
beforeAll(async () => {
  db = await createTestDatabase();
  // Fails handlers from within, as a fault of ours would: what to throw for which words.
  await db.query(`create table thrown (words text primary key, code text, times int)`);
  await db.query('grant all on thrown to efir_app');
  await db.query(`
    create function throw_as_told() returns trigger language plpgsql as $$
    declare told thrown;
    begin
      select thrown.* into told from thrown, chat_updates
      where chat_updates.state = 'waiting' and new.key like 'otherwise:%:' || chat_updates.id
        and payload -> 'message' ->> 'text' = words;
      if told.times > 0 then raise exception 'as told' using errcode = told.code; end if;
      return new;
    end $$`);
  await db.query(
    'create trigger throw_as_told before insert on chat_messages for each row execute function throw_as_told()',
  );
});
afterAll(() => db.close());
beforeEach(async () => {
  bots += 1;
  telegram = await startSandbox({
    bots: [{ token: `${bots}:a-token`, username: 'efir_bot' }],
    limits: { refuse: false },
  });
  bot = await runBot({ db, telegram });
});
afterEach(async () => {
  await db.query('delete from thrown');
  await bot.close();
  await telegram.close();
});

interface Row {
  readonly id: number;
  readonly state: string;
  readonly tries: number;
  readonly error: { code: string; args: { detail: string } } | null;
  readonly text: string;
}
const readInbox = () =>
  db.query<Row>(
    `select id::int, state, tries, error, payload -> 'message' ->> 'text' as text from chat_updates
     where bot_id = $1 order by id`,
    [telegram.bot.id],
  );
const untilSettled = (count: number, seconds = 45) =>
  vi.waitFor(
    async () => {
      const rows = await readInbox();
      expect(rows.filter(({ state }) => state === 'waiting')).toEqual([]);
      expect(rows.length).toBeGreaterThanOrEqual(count);
      return rows;
    },
    { timeout: seconds * 1_000, interval: 50 },
  );
const findIdentity = async (): Promise<BotIdentity> => {
  const [row] = await db.query<{ tenant_id: TenantId }>('select tenant_id from bots where id = $1', [
    telegram.bot.id,
  ]);
  if (!row) throw new Error('the bot is not registered');
  return { id: telegram.bot.id, username: 'efir_bot', tenantId: row.tenant_id };
};
const throwFor = (words: string, code: string) =>
  db.query('insert into thrown values ($1, $2, 1)', [words, code]);

describe('an update whose handler fails', () => {
  test('is tried five times, then given up with a sentence; others of its chat wait, those of others do not', async () => {
    await throwFor('breaks', 'P0001');
    const [ann, ben] = [await telegram.person('Ann'), await telegram.person('Ben')];
    await ann.sendText('breaks');
    await ann.sendText('/help');
    await ben.sendText('/help');
    await ben.waitFor(() => true);
    const answer = await ann.waitFor(() => true);
    expect(answer.text).toContain('our fault');
    const [first] = await telegram.journal({ method: 'sendMessage' });
    expect(first?.parameters['chat_id']).toBe(ben.id);
    const rows = await untilSettled(3);
    expect(rows[0]).toMatchObject({
      text: 'breaks',
      state: 'refused',
      tries: 5,
      error: { code: 'internal' },
    });
    await vi.waitFor(async () => expect(await ann.answers()).toHaveLength(2), { timeout: 30_000 });
    const figures = await bot.metrics.registry.getSingleMetricAsString('chat_updates_total');
    expect(figures).toContain('{kind="message",outcome="put_off"} 4');
    expect(figures).toContain('{kind="message",outcome="refused"} 1');
  });

  test('for a passing reason is tried until it goes through', async () => {
    await throwFor('deadlock', '40P01');
    const ann = await telegram.person('Ann');
    await ann.sendText('deadlock');
    await vi.waitFor(async () => expect((await readInbox())[0]?.error?.args.detail).toContain('as told'), {
      timeout: 30_000,
      interval: 20,
    });
    await db.query('delete from thrown');
    expect(await untilSettled(1)).toMatchObject([{ state: 'handled', tries: 1 }]);
    await ann.waitFor(() => true);
  });

  test('and ends the process each time is not taken for ever; one that only waited long is', async () => {
    const ann = await telegram.person('Ann');
    await ann.sendText('/help');
    await untilSettled(1);
    await bot.close();
    const updates = ['waits', 'kills'].map((text, index) => ({
      update_id: 900_000_001 + index,
      message: messageOf(ann.id, text),
    }));
    await storeUpdates(db.database, await findIdentity(), updates);
    await db.query(
      `update chat_updates set tries = 1, claim = gen_random_uuid(), lapses = case id when 900000001 then 20 else 25 end
       where id > 900000000`,
    );
    bot = await runBot({ db, telegram });
    const rows = (await untilSettled(3)).filter(({ id }) => id > 900_000_000);
    expect(rows).toMatchObject([{ state: 'handled', tries: 1 }, { state: 'refused' }]);
  });
});

describe('an update that is malformed', () => {
  test('is refused at once with the reason, and stops nothing', async () => {
    const ann = await telegram.person('Ann');
    const message = messageOf(ann.id, 'x');
    const wrong = [
      { message: { ...message, chat: 'here' } },
      { message: { ...message, message_id: 'one' } },
      { message: { ...message, text: 7 } },
      { message: { ...message, entities: [{ type: 'bold', offset: 'a', length: 1 }] } },
      { message: { ...message, voice: 'la la' } },
      { message: { ...message, from: { id: 'me' } } },
      { message, edited_message: message },
      { callback_query: { id: 1 } },
      { my_chat_member: { chat: { id: ann.id, type: 'private' } } },
      { message_reaction: [] },
    ];
    for (const update of wrong) await telegram.pushUpdate(update);
    await telegram.pushUpdate({ poll: { id: '1' } });
    await telegram.pushUpdate({ callback_query: { id: '1', from: message.from, inline_message_id: 'x' } });
    await ann.sendText('/help');
    await ann.waitFor(() => true);
    const rows = await untilSettled(13);
    expect(rows.slice(0, 10).map(({ state, tries, error }) => [state, tries <= 1, error?.code])).toEqual(
      wrong.map(() => ['refused', true, 'update-malformed']),
    );
    expect(rows.slice(10).map(({ state }) => state)).toEqual(['handled', 'handled', 'handled']);
    expect(rows[0]?.error?.args.detail).toMatch(/^message\.chat/);
  });

  test('in any of a thousand ways stops nothing', { timeout: 120_000 }, async () => {
    const random = createRandom(20_261_122);
    const ann = await telegram.person('Ann');
    await ann.sendText('/help');
    await untilSettled(1);
    const updates = Array.from({ length: 1_000 }, (_, index) => ({
      ...createHostileUpdate(random, 600_000 + (index % 97)),
      update_id: 800_000_000 + index,
    }));
    const identity = await findIdentity();
    for (let from = 0; from < updates.length; from += 100) {
      await storeUpdates(db.database, identity, updates.slice(from, from + 100));
    }
    const rows = await untilSettled(1_001, 100);
    expect(rows.filter(({ error }) => error?.code === 'internal')).toEqual([]);
    expect(await bot.role.ready()).toMatchObject({ state: 'ready' });
    await ann.sendText('/usage');
    await untilSettled(1_002);
  });
});

describe('a chat', () => {
  const readChats = () =>
    db.query<{ id: number; kind: string; state: string; reason: string | null }>(
      'select id::float8 as id, kind, state, reason from chats where bot_id = $1 order by id',
      [telegram.bot.id],
    );

  test('that blocks the bot cannot be reached, until somebody is there again', async () => {
    const ann = await telegram.person('Ann');
    await ann.sendText('/help');
    await untilSettled(1);
    await ann.waitFor(() => true);
    await ann.block();
    await untilSettled(2);
    expect(await readChats()).toMatchObject([{ state: 'unreachable', reason: 'kicked' }]);
    await ann.block(false);
    await untilSettled(3);
    expect(await readChats()).toMatchObject([{ state: 'reachable', reason: null }]);
  });

  test('that is a group keeps all that is its own when it becomes a supergroup', async () => {
    const ann = await telegram.person('Ann');
    const group = await telegram.group('Choir', { owner: ann, bots: [{ bot: telegram.bot.id }] });
    const { length: before } = await untilSettled(1);
    const id = '01900000-0000-7000-8000-0000000000aa';
    const values = [telegram.bot.id, group.id];
    await db.query(`update chats set settings = '{"spoken": "de"}' where bot_id = $1 and id = $2`, values);
    await db.query(
      `insert into chat_recordings (tenant_id, id, bot_id, chat_id, user_id, message_id, source, state)
       select tenant_id, '${id}', bot_id, id, ${ann.id}, 5, '{"kind":"voice"}', 'answered' from chats
       where bot_id = $1 and id = $2`,
      values,
    );
    await db.query(
      `insert into chat_messages (tenant_id, id, bot_id, chat_id, key, content, state, message_id, shown_version)
       select tenant_id, '${id}', bot_id, id, 'recording:${id}', '{"kind":"text","text":"x","replyTo":5}',
         'shown', 9, 1 from chats where bot_id = $1 and id = $2`,
      values,
    );
    const supergroup = await group.migrate();
    await untilSettled(before + 2);
    const chats = (await readChats()).filter(({ id: known }) => known < 0);
    expect(chats).toMatchObject([{ id: supergroup.id, kind: 'supergroup', state: 'reachable' }]);
    const [moved] = await db.query(
      `select settings ->> 'spoken' as spoken, r.message_id::int, m.message_id as said, m.content ? 'replyTo' as replies
       from chats join chat_recordings r on r.chat_id = chats.id join chat_messages m on m.chat_id = chats.id
       where chats.bot_id = $1 and chats.id = $2 and m.key = 'recording:${id}'`,
      [telegram.bot.id, supergroup.id],
    );
    expect(moved).toEqual({ spoken: 'de', message_id: -5, said: null, replies: false });
  });
});

function messageOf(id: number, text: string) {
  const from = { id, is_bot: false, first_name: 'Ann' };
  const chat = { id, type: 'private', first_name: 'Ann' };
  return { message_id: 1, date: 1_700_000_000, from, chat, text };
}
