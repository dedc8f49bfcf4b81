// For test files about sending: one database for the file, a sandbox and an outbox of its own for each test:
//
//   const stage = setOutboxStage({ limits: { tolerance: 20 } });
//   test('…', async () => {
//     const ann = await stage.meet('Ann');
//     await stage.outbox.say(ann.id, 'a', 'hello');
//   });

import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type ChatRecordingId, createChatRecordingId } from '../../src/core/ids.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { type Outbox, openOutbox } from './sending.ts';
import { type Person, type Sandbox, startSandbox } from './telegram/start-sandbox.ts';

export interface OutboxStage {
  readonly db: TestDatabase;
  readonly telegram: Sandbox;
  readonly outbox: Outbox;
  /** Somebody who wrote to the bot. */
  meet(name: string): Promise<Person>;
  /** A recording of the chat, in work. */
  addRecording(chatId: number, more?: { userId?: number; messageId?: number }): Promise<ChatRecordingId>;
}

/** To be called at the top of a test file; what it gives is there within tests. */
export function setOutboxStage(options: Parameters<typeof startSandbox>[0] = {}): OutboxStage {
  let db: TestDatabase | undefined;
  let open: { readonly telegram: Sandbox; readonly outbox: Outbox } | undefined;
  const stage: OutboxStage = {
    get db() {
      if (!db) throw new Error('the database is there within tests');
      return db;
    },
    get telegram() {
      return get().telegram;
    },
    get outbox() {
      return get().outbox;
    },
    async meet(name) {
      const person = await stage.telegram.person(name);
      await person.sendText('/start');
      await stage.outbox.open(person.id);
      return person;
    },
    async addRecording(chatId, { messageId = 1, userId = chatId } = {}) {
      const id = createChatRecordingId();
      const { bot } = stage.outbox;
      await stage.db.query(
        `insert into chat_recordings (tenant_id, id, bot_id, chat_id, user_id, message_id, source, state)
         values ($1, $2, $3, $4, $5, $6, '{"kind": "voice"}', 'working')`,
        [bot.tenantId, id, bot.id, chatId, userId, messageId],
      );
      return id;
    },
  };
  const get = () => {
    if (!open) throw new Error('the sandbox is there within tests');
    return open;
  };
  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db?.close());
  beforeEach(async () => {
    const telegram = await startSandbox(options);
    open = { telegram, outbox: await openOutbox({ db: stage.db, telegram }) };
  });
  afterEach(async () => {
    const { outbox, telegram } = get();
    open = undefined;
    await outbox.close();
    await stage.db.query('delete from bots where id = $1', [telegram.bot.id]);
    await telegram.close();
  });
  return stage;
}
