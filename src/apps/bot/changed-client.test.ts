import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type BotTown, openBotTown } from '../../../test/support/bot-town.ts';
import { makeSegment } from '../../../test/support/recordings.ts';
import type { TenantId } from '../../core/ids.ts';
import { storeUpdates } from '../../domain/chats/index.ts';

let town: BotTown;
beforeAll(async () => {
  town = await openBotTown();
});
afterAll(() => town.close());

test('who names another message beside a button neither closes it nor changes what stands below it', async () => {
  const ann = await town.telegram.person('Ann', { languageCode: 'en' });
  const { answer } = await town.addRecording(ann, [makeSegment(0)]);
  await town.addRecording(ann, [makeSegment(1)]);
  await ann.sendText('/settings');
  await ann.waitFor(({ text }) => text.includes('Settings'));
  const actions = await town.db.query<{ data: string; name: string }>(
    `select id as data, name from chat_actions where name = 'menu-close' or payload @> jsonb_build_object(
       'menu', 'more', 'id', (select id from chat_recordings order by id desc limit 1))`,
  );
  expect(actions.map(({ name }) => name).toSorted()).toEqual(['answer-menu', 'menu-close']);
  const [bot] = await town.db.query<{ tenantId: TenantId; id: number; username: string }>(
    'select tenant_id as "tenantId", id, username from bots',
  );
  if (!bot) throw new Error('no bot');
  const from = { id: ann.id, is_bot: false, first_name: 'Ann' };
  const message = { message_id: answer.id, date: 1, chat: { id: ann.id, type: 'private' } };
  const queries = actions.map(({ data, name }, index) => ({
    update_id: 5_000_000_000 + index,
    callback_query: { id: name, chat_instance: '1', from, message, data },
  }));
  await storeUpdates(town.db.database, bot, queries);
  await vi.waitFor(
    async () =>
      expect(await town.db.query('select state from chat_updates where id >= 5000000000')).toEqual([
        { state: 'handled' },
        { state: 'handled' },
      ]),
    { timeout: 20_000, interval: 50 },
  );
  const rows = await town.db.query(
    "select content is not null as stands, state from chat_messages where key like 'recording:%' order by id",
  );
  expect(rows).toEqual([
    { stands: true, state: 'shown' },
    { stands: true, state: 'shown' },
  ]);
  const messages = await ann.answers();
  expect(messages.find(({ id }) => id === answer.id)?.buttons).toEqual(answer.buttons);
});
