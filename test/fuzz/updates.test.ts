import { Api } from 'grammy';
import { expect, test } from 'vitest';
import { judgeShapes, readToldSchema } from '../support/telegram/judge-shapes.ts';
import { startSandbox } from '../support/telegram/start-sandbox.ts';
import { createUpdateMaker } from './updates.ts';

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
