import { beforeEach, expect, test, vi } from 'vitest';
import { setBotStage } from '../../../test/support/bot-stage.ts';
import { createUser } from '../../../test/support/people.ts';
import type { Person } from '../../../test/support/telegram/start-sandbox.ts';
import { createJoiningCode, findJoined, partTelegram } from '../../domain/chats/index.ts';
import { ensureFirstTenant } from '../../domain/identity/index.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const stage = setBotStage(7_900);
beforeEach(() => stage.run());

const ask = async (person: Person, text: string) => {
  const sent = await person.sendText(text);
  return (await person.waitFor(() => true, { after: sent })).text;
};

test('a code of the dashboard joins the two, once, and whoever writes it last counts', async () => {
  const { id: tenantId } = await ensureFirstTenant(stage.db.database);
  const { id: userId } = await createUser(stage.db, { tenantId, name: 'Anna Berg' });
  const ann = await stage.telegram.person('Ann', { languageCode: 'en' });
  const bob = await stage.telegram.person('Bob', { languageCode: 'ru' });
  expect(await ask(ann, '/link')).toContain('Take a code there');
  expect(await ask(ann, '/link AAAA-BBBB-CCCC')).toContain('wrong, used or over');
  const { bot: name, code } = await createJoiningCode(stage.db.database, { tenantId, userId });
  expect(name).toBe('efir_bot');
  expect(await findJoined(stage.db.database, { tenantId, userId })).toBeUndefined();
  // However it is written.
  expect(await ask(ann, `/link ${code.toLowerCase().replaceAll('-', ' ')}`)).toContain('Anna Berg');
  expect(await findJoined(stage.db.database, { tenantId, userId })).toMatchObject({ bot: 'efir_bot' });
  expect(await ask(bob, `/link ${code}`)).toContain('неверен');
  const next = await createJoiningCode(stage.db.database, { tenantId, userId });
  expect(await ask(bob, `/link ${next.code}`)).toContain('там вы Anna Berg');
  const rows = await stage.db.query('select telegram_user_id from telegram_logins where user_id = $1', [
    userId,
  ]);
  expect(rows).toEqual([{ telegram_user_id: bob.id }]);
  await partTelegram(stage.db.database, { tenantId, userId });
  expect(await findJoined(stage.db.database, { tenantId, userId })).toBeUndefined();
});

test('a code that is over, replaced, or of another tenant joins nobody', async () => {
  const { id: tenantId } = await ensureFirstTenant(stage.db.database);
  const { id: userId } = await createUser(stage.db, { tenantId });
  const ann = await stage.telegram.person('Ann', { languageCode: 'en' });
  const first = await createJoiningCode(stage.db.database, { tenantId, userId });
  const second = await createJoiningCode(stage.db.database, { tenantId, userId });
  expect(await ask(ann, `/link ${first.code}`)).toContain('wrong, used or over');
  await stage.db.query(`update telegram_codes set expires_at = now() where user_id = $1`, [userId]);
  expect(await ask(ann, `/link ${second.code}`)).toContain('wrong, used or over');
  const elsewhere = await stage.db.createTenant();
  const stranger = await createUser(stage.db, { tenantId: elsewhere });
  const asked = createJoiningCode(stage.db.database, { tenantId: elsewhere, userId: stranger.id });
  await expect(asked).rejects.toMatchObject({ code: 'bot-missing' });
});
