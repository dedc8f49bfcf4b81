// For test files about the bot as a whole: one database for the file, and for each test a sandbox with a bot of its own,
// of which any number of processes run:
//
//   const stage = setBotStage(7_100);
//   test('…', async () => {
//     const bot = await stage.run();
//     const ann = await stage.telegram.person('Ann');
//   });

import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { type RunBotOptions, type RunningBot, runBot } from './running-bot.ts';
import { type Sandbox, startSandbox } from './telegram/start-sandbox.ts';

type SandboxOptions = NonNullable<Parameters<typeof startSandbox>[0]>;

export interface BotStage {
  readonly db: TestDatabase;
  readonly telegram: Sandbox;
  /** Another sandbox for the same bot, in place of the one that was there. */
  replaceTelegram(options: SandboxOptions): Promise<void>;
  /** Runs until the test is over, unless it is closed before. */
  run(options?: Partial<RunBotOptions>): Promise<RunningBot>;
}

/** To be called at the top of a test file; `firstBot`: the id of the first bot, the next test has the next one. */
export function setBotStage(firstBot: number): BotStage {
  let db: TestDatabase | undefined;
  let telegram: Sandbox | undefined;
  let bots = firstBot;
  const running: RunningBot[] = [];
  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db?.close());
  const open = async (options: SandboxOptions = {}) => {
    telegram = await startSandbox({
      bots: [{ token: `${bots}:a-token`, username: 'efir_bot' }],
      ...options,
    });
  };
  beforeEach(async () => {
    bots += 1;
    await open();
  });
  afterEach(async () => {
    for (const bot of running.splice(0)) await bot.close();
    await telegram?.close();
  });
  const stage: BotStage = {
    get db() {
      if (!db) throw new Error('the database is there within tests');
      return db;
    },
    get telegram() {
      if (!telegram) throw new Error('the sandbox is there within tests');
      return telegram;
    },
    async replaceTelegram(options) {
      await telegram?.close();
      await open(options);
    },
    async run(options = {}) {
      const bot = await runBot({ db: stage.db, telegram: stage.telegram, ...options });
      running.push(bot);
      return bot;
    },
  };
  return stage;
}
