import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { createUser } from '../../../test/support/people.ts';
import { type RunningBot, runBot } from '../../../test/support/running-bot.ts';
import { type Person, type Sandbox, startSandbox } from '../../../test/support/telegram/start-sandbox.ts';
import { createJoiningCode, findJoined, partTelegram } from '../../domain/chats/index.ts';
import { ensureFirstTenant } from '../../domain/identity/index.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let db: TestDatabase;
let telegram: Sandbox;
let bot: RunningBot;
let bots = 7_900;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  bots += 1;
  telegram = await startSandbox({ bots: [{ token: `${bots}:a-token`, username: 'efir_bot' }] });
  bot = await runBot({ db, telegram });
});
afterEach(async () => {
  await bot.close();
  await telegram.close();
});

const ask = async (person: Person, text: string) => {
  const sent = await person.sendText(text);
  return (await person.waitFor(() => true, { after: sent })).text;
};

test('a code of the dashboard joins the two, once, and whoever writes it last counts', async () => {
  const { id: tenantId } = await ensureFirstTenant(db.database);
  const { id: userId } = await createUser(db, { tenantId, name: 'Anna Berg' });
  const ann = await telegram.person('Ann', { languageCode: 'en' });
  const bob = await telegram.person('Bob', { languageCode: 'ru' });
  expect(await ask(ann, '/link')).toContain('Take a code there');
  expect(await ask(ann, '/link AAAA-BBBB-CCCC')).toContain('wrong, used or over');
  const { bot: name, code } = await createJoiningCode(db.database, { tenantId, userId });
  expect(name).toBe('efir_bot');
  expect(await findJoined(db.database, { tenantId, userId })).toBeUndefined();
  // However it is written.
  expect(await ask(ann, `/link ${code.toLowerCase().replaceAll('-', ' ')}`)).toContain('Anna Berg');
  expect(await findJoined(db.database, { tenantId, userId })).toMatchObject({ bot: 'efir_bot' });
  expect(await ask(bob, `/link ${code}`)).toContain('неверен');
  const next = await createJoiningCode(db.database, { tenantId, userId });
  expect(await ask(bob, `/link ${next.code}`)).toContain('там вы Anna Berg');
  const rows = await db.query('select telegram_user_id from telegram_logins where user_id = $1', [userId]);
  expect(rows).toEqual([{ telegram_user_id: bob.id }]);
  await partTelegram(db.database, { tenantId, userId });
  expect(await findJoined(db.database, { tenantId, userId })).toBeUndefined();
});

test('a code that is over, replaced, or of another tenant joins nobody', async () => {
  const { id: tenantId } = await ensureFirstTenant(db.database);
  const { id: userId } = await createUser(db, { tenantId });
  const ann = await telegram.person('Ann', { languageCode: 'en' });
  const first = await createJoiningCode(db.database, { tenantId, userId });
  const second = await createJoiningCode(db.database, { tenantId, userId });
  expect(await ask(ann, `/link ${first.code}`)).toContain('wrong, used or over');
  await db.query(`update telegram_codes set expires_at = now() where user_id = $1`, [userId]);
  expect(await ask(ann, `/link ${second.code}`)).toContain('wrong, used or over');
  const elsewhere = await db.createTenant();
  const stranger = await createUser(db, { tenantId: elsewhere });
  const asked = createJoiningCode(db.database, { tenantId: elsewhere, userId: stranger.id });
  await expect(asked).rejects.toMatchObject({ code: 'bot-missing' });
});
