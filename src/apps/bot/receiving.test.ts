import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { type RunBotOptions, type RunningBot, runBot } from '../../../test/support/running-bot.ts';
import { type Sandbox, startSandbox } from '../../../test/support/telegram/start-sandbox.ts';

let db: TestDatabase;
let telegram: Sandbox;
const running: RunningBot[] = [];
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  telegram = await startSandbox();
});
afterEach(async () => {
  for (const bot of running.splice(0)) await bot.close();
  await telegram.close();
});

const run = async (options: Partial<RunBotOptions> = {}): Promise<RunningBot> => {
  const bot = await runBot({
    db,
    telegram,
    logger: createLogger({ level: 'debug', format: 'json' }),
    ...options,
  });
  running.push(bot);
  return bot;
};
interface Row {
  readonly id: number;
  readonly state: string;
  readonly error: { code: string } | null;
  readonly text: string;
}
/** What is in the inbox, by age. */
const readInbox = () =>
  db.query<Row>(
    `select id::int, state, error, payload -> 'message' ->> 'text' as text from chat_updates
     where bot_id = $1 order by id`,
    [telegram.bot.id],
  );
const untilHandled = (count: number) =>
  vi.waitFor(
    async () => {
      const rows = await readInbox();
      expect(rows.map(({ state }) => state)).not.toContain('waiting');
      expect(rows.length).toBeGreaterThanOrEqual(count);
      return rows;
    },
    { timeout: 15_000, interval: 20 },
  );

describe('polling', () => {
  test('stores what people send, in order, and confirms it', async () => {
    const bot = await run();
    const ann = await telegram.person('Ann', { languageCode: 'ru' });
    for (const text of ['one', 'two', 'three']) await ann.sendText(text);
    await new Promise((r) => setTimeout(r, 3000));
    console.log(
      JSON.stringify(await telegram.journal()),
      JSON.stringify(await telegram.readBot()),
      await bot.role.ready(),
    );
    const rows = await untilHandled(3);
    expect(rows.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    await vi.waitFor(async () => expect((await telegram.readBot()).pendingUpdates).toBe(0));
    expect(await bot.role.ready()).toMatchObject({ state: 'ready' });
    const [chat] = await db.query('select kind, state, language from chats where id = $1', [ann.id]);
    expect(chat).toEqual({ kind: 'private', state: 'reachable', language: 'ru' });
  });
});
