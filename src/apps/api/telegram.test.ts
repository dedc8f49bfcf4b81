import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { acceptChatRecording, openChat, registerBot, storeUpdates } from '../../domain/chats/index.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

const get = async (key: string) => (await door.fetch('/v1/telegram', { key })).json();

test('tells of the bot of an account in numbers, and of nobody else’s', async () => {
  expect(await get(door.key)).toEqual({ bots: [] });
  const bot = await registerBot(door.db.database, door.tenantId, { id: 7, username: 'efir_bot' });
  await door.db.database.withTenant(door.tenantId, async (tx) => {
    await openChat(tx, bot, { id: 1, kind: 'private' });
    await openChat(tx, bot, { id: -2, kind: 'supergroup' });
    const source = { kind: 'voice', fileId: 'F', duration: 90 } as const;
    const sent = { chatId: 1, userId: 1, messageId: 1, source, options: {} };
    await acceptChatRecording(tx, { bot, ...sent });
  });
  await door.db.query(`update chats set state = 'unreachable' where id = -2`);
  const used = {
    ...{ username: 'efir_bot', since: expect.stringMatching(/Z$/), state: null },
    ...{ private_chats: 1, groups: 1, unreachable: 1, recordings: 1, seconds: 90, waiting_seconds: 0 },
  };
  expect(await get(door.key)).toEqual({ bots: [used] });
  const message = { message_id: 1, chat: { id: 1, type: 'private' }, from: { id: 1 }, date: 1, text: 'x' };
  await storeUpdates(door.db.database, bot, [{ update_id: 5, message }]);
  await door.db.query(`update chat_updates set received_at = now() - interval '1 hour'`);
  const { bots } = (await get(door.key)) as { bots: { waiting_seconds: number }[] };
  expect(bots[0]?.waiting_seconds).toBeGreaterThan(3_500);
  expect(JSON.stringify(bots)).not.toContain('"x"');
  expect(await get(await door.createKey(await door.db.createTenant()))).toEqual({ bots: [] });
});
