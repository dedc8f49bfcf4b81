import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { TenantId } from '../../core/ids.ts';
import { acceptChatRecording } from './accept-recording.ts';
import { openChat } from './open-chat.ts';
import { findQuotaOverrun } from './quotas.ts';
import { registerBot } from './register-bot.ts';

let db: TestDatabase;
let tenantId: TenantId;
let botId = 1;
let next = 1;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  tenantId = await db.createTenant();
  botId += 1;
  await registerBot(db.database, tenantId, { id: botId, username: 'bot' });
});

const bot = () => ({ id: botId });

async function send(userId: number, duration: number, hoursAgo = 0): Promise<string> {
  const { chatRecording } = await db.database.withTenant(tenantId, async (tx) => {
    await openChat(tx, bot(), { id: userId, kind: 'private' });
    const source = { kind: 'voice', fileId: 'F', duration } as const;
    next += 1;
    return acceptChatRecording(tx, {
      bot: bot(),
      chatId: userId,
      userId,
      messageId: next,
      source,
      options: {},
    });
  });
  await db.query(`update chat_recordings set created_at = now() - make_interval(hours => $1) where id = $2`, [
    hoursAgo,
    chatRecording.id,
  ]);
  return chatRecording.id;
}

function judge(userId: number, seconds: number, quotas: { user?: number; tenant?: number }) {
  return db.database.readTenant(tenantId, (tx) =>
    findQuotaOverrun(tx, { bot: bot(), userId, quotas, seconds }),
  );
}

describe('quotas', () => {
  test('are open without a limit, and up to it', async () => {
    await send(7, 3000);
    expect(await judge(7, 600, {})).toBeUndefined();
    expect(await judge(7, 600, { user: 3600, tenant: 3600 })).toBeUndefined();
  });

  test('say whose is used up, and when enough is a day old', async () => {
    await send(7, 1000, 20);
    await send(7, 2000, 10);
    const overrun = await judge(7, 700, { user: 3600 });
    expect(overrun).toMatchObject({ whose: 'user', limit: 3600, used: 3000, asked: 700 });
    const hours = ((overrun?.opensAt?.getTime() ?? 0) - Date.now()) / 3_600_000;
    expect(hours).toBeCloseTo(4, 1);
    const later = await judge(7, 1700, { user: 3600 });
    expect(((later?.opensAt?.getTime() ?? 0) - Date.now()) / 3_600_000).toBeCloseTo(14, 1);
    expect((await judge(7, 5000, { user: 3600 }))?.opensAt).toBeUndefined();
  });

  test('count each person alone, and all together', async () => {
    await send(7, 3000);
    expect(await judge(8, 700, { user: 3600 })).toBeUndefined();
    expect(await judge(8, 700, { user: 3600, tenant: 3600 })).toMatchObject({ whose: 'tenant' });
  });

  test('forget what is a day old, and what came to nothing', async () => {
    await send(7, 3000, 25);
    const failed = await send(7, 3000);
    await db.query(`update chat_recordings set state = 'failed' where id = $1`, [failed]);
    expect(await judge(7, 3000, { user: 3600 })).toBeUndefined();
  });

  test('let in what announces no length, while anything is left', async () => {
    await send(7, 3500);
    expect(await judge(7, 0, { user: 3600 })).toBeUndefined();
    await send(7, 100);
    expect(await judge(7, 0, { user: 3600 })).toMatchObject({ whose: 'user' });
  });
});
