import { Api } from 'grammy';
import { expect, test } from 'vitest';
import type { BotContext } from '../../src/apps/bot/bot-context.ts';
import { checkUpdate } from '../../src/apps/bot/check-update.ts';
import { findLinks, findMedia } from '../../src/apps/bot/find-sources.ts';
import { isMentioned, readCommand } from '../../src/apps/bot/read-command.ts';
import { storeUpdates } from '../../src/domain/chats/index.ts';
import { openBotTown } from '../support/bot-town.ts';
import { listSamples } from '../support/telegram/hostile-updates.ts';
import { judgeShapes, readToldSchema } from '../support/telegram/judge-shapes.ts';
import { startSandbox } from '../support/telegram/start-sandbox.ts';
import { createUpdateMaker, listBare } from './updates.ts';

const made = 2000;
const options = { seed: 20_261_122, chats: [5, -7], users: [5, 6], texts: ['/start', '/help'] };

test('undamaged updates are as the types say, of every kind; damaged ones seldom', {
  timeout: 120_000,
}, async () => {
  const schema = await readToldSchema();
  const make = createUpdateMaker(schema, options);
  const updates = Array.from({ length: made }, make);
  const judge = async (update: object) =>
    await judgeShapes([
      {
        number: 1,
        bot: 1,
        method: 'webhook',
        time: 0,
        parameters: { update: { update_id: 1, ...update } },
        done: true,
      },
    ]);
  const whole = updates.filter(({ damage }) => damage.length === 0);
  const damaged = updates.filter(({ damage }) => damage.length > 0);
  for (const { update } of whole) expect(await judge(update)).toEqual([]);
  let noticed = 0;
  for (const { update } of damaged) noticed += (await judge(update)).length;
  expect(whole.length).toBeGreaterThan(made / 4);
  expect(noticed).toBeGreaterThan(damaged.length / 2);
  expect(new Set(updates.flatMap(({ update }) => Object.keys(update))).size).toBeGreaterThan(20);
});

test('the same seed makes the same updates', { timeout: 120_000 }, async () => {
  const schema = await readToldSchema();
  const [one, other] = [createUpdateMaker(schema, options), createUpdateMaker(schema, options)];
  // Dates are of now; everything else repeats.
  const write = (value: unknown) => JSON.stringify(value).replace(/"(\w*date\w*)":\d+/g, '"$1":0');
  for (let count = 0; count < 200; count += 1) expect(write(one())).toBe(write(other()));
});

test('the sandbox delivers whatever is made', { timeout: 120_000 }, async () => {
  const telegram = await startSandbox();
  const api = new Api(telegram.token, { apiRoot: telegram.url });
  const make = createUpdateMaker(await readToldSchema(), options);
  let offset = 1;
  let received = 0;
  for (let round = 0; round < 4; round += 1) {
    for (let count = 0; count < 50; count += 1) await telegram.pushUpdate(make().update);
    const updates = await api.getUpdates({ offset, limit: 100, timeout: 1 });
    received += updates.length;
    offset = (updates.at(-1)?.update_id ?? 0) + 1;
  }
  expect(received).toBe(200);
  await telegram.close();
});

test('whatever field is absent, what is read of an update is there or is not', {
  timeout: 120_000,
}, async () => {
  const make = createUpdateMaker(await readToldSchema(), options);
  const whole = Array.from({ length: 300 }, make).filter(({ damage }) => damage.length === 0);
  const bare = [...whole.map(({ update }) => update), ...listSamples(5)].flatMap(listBare);
  expect(bare.length).toBeGreaterThan(1_000);
  let read = 0;
  for (const payload of bare) {
    const checked = checkUpdate(payload as Record<string, unknown>);
    if (!('update' in checked)) continue;
    const { callback_query, edited_message, message } = checked.update;
    const msg = message ?? edited_message ?? callback_query?.message;
    if (!msg || !('from' in msg || 'chat' in msg)) continue;
    const context = { bot: { id: 7_711, username: 'efir_bot' }, msg } as unknown as BotContext;
    expect(() => [isMentioned(context), readCommand(context)]).not.toThrow();
    const said = message ?? edited_message;
    if (!said) continue;
    read += 1;
    expect(JSON.stringify([findMedia(said) ?? 0, findLinks(said)])).not.toContain('://undefined');
  }
  expect(read).toBeGreaterThan(100);
});

test('the bot handles or refuses an update at once that lacks any one of its fields', {
  timeout: 240_000,
}, async () => {
  const town = await openBotTown({ seesAll: true });
  try {
    const [bot] = await town.db.query<{ tenantId: never }>('select tenant_id as "tenantId" from bots');
    const identity = { tenantId: bot?.tenantId as never, id: town.telegram.bot.id, username: 'efir_bot' };
    const updates = listSamples(700_001)
      .flatMap(listBare)
      .map((update, index) => ({ ...(update as object), update_id: 900_000_000 + index }));
    expect(updates.length).toBeGreaterThan(200);
    await storeUpdates(town.db.database, identity, updates);
    const waiting = () => town.db.query("select 1 from chat_updates where state = 'waiting'");
    await expect.poll(async () => (await waiting()).length, { timeout: 180_000, interval: 200 }).toBe(0);
    const wrong = await town.db.query(
      `select id, tries, error from chat_updates where tries > 1 or (state = 'refused' and error ->> 'code' <> 'update-malformed')`,
    );
    expect(wrong).toEqual([]);
    expect(
      await town.db.query("select source from chat_recordings where source::text like '%undefined%'"),
    ).toEqual([]);
  } finally {
    await town.close();
  }
});
