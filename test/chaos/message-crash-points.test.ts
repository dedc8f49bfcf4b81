import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { pickHostEnvironment } from '../support/host-environment.ts';
import { startRoleProcess } from '../support/role-process.ts';
import { openOutbox } from '../support/sending.ts';
import { startSandbox } from '../support/telegram/start-sandbox.ts';

/*
 * The process that sends ends exactly before or behind a call, and is started again: every message stands in its chat
 * once. Its claim is let run out here, which takes a minute otherwise.
 */
let db: TestDatabase;
let folder = '';
beforeAll(async () => {
  db = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'efir-sending-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await db.close();
});

test.each(['message-intended', 'message-sent:2', 'message-sent'])(
  'kill -9 at %s',
  { timeout: 180_000 },
  async (point) => {
    const telegram = await startSandbox();
    const outbox = await openOutbox({ db, telegram });
    const people = [];
    for (const name of ['Ann', 'Bob', 'Cid']) {
      const person = await telegram.person(name);
      await person.sendText('hello');
      await outbox.open(person.id);
      people.push(person);
    }
    for (const key of ['a', 'b'])
      for (const person of people) await outbox.say(person.id, key, `${key} of ${person.name}`);
    const doomed = startRoleProcess({
      name: 'bot',
      role: 'bot',
      environment: {
        ...pickHostEnvironment(),
        ...{ EFIR_DATA_DIR: folder, DATABASE_URL: db.url, HOST: '127.0.0.1', PORT: '0', TELEGRAM_PORT: '0' },
        ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.url },
        TELEGRAM_TENANT: outbox.bot.tenantId,
      },
      first: { EFIR_CRASH_POINT: point },
      log: join(folder, 'bot.log'),
    });
    try {
      await vi.waitFor(() => expect(doomed.ends).toBe(1), { timeout: 60_000, interval: 50 });
      // Calls that were on their way are long over when a claim is.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await db.query("update chat_messages set due_at = now() where claim is not null and state = 'waiting'");
      await outbox.untilShown(90);
      for (const person of people) {
        const answers = (await person.answers())
          .map(({ text }) => text)
          .filter((text) => /^[ab] of/.test(text));
        expect(answers).toEqual([`a of ${person.name}`, `b of ${person.name}`]);
      }
      expect((await telegram.limits.read()).exceeded).toEqual({ chat: 0, group: 0, all: 0 });
    } finally {
      await doomed.close();
      await outbox.close();
      await db.query('delete from bots where id = $1', [telegram.bot.id]);
      await telegram.close();
    }
  },
);
