import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BotTown, makeLine, makeSound, openBotTown } from '../../../test/support/bot-town.ts';
import type { Person } from '../../../test/support/telegram/start-sandbox.ts';

let town: BotTown;
let ann: Person;
let ben: Person;
beforeAll(async () => {
  town = await openBotTown({ seesAll: true });
  ann = await town.telegram.person('Annabelle', { languageCode: 'en', id: 777_555_333 });
  ben = await town.telegram.person('Benjamin', { languageCode: 'en' });
});
afterAll(() => town.close());

/** Tables of tenants that hold something of a person, by the words given. */
async function findTraces(...words: string[]): Promise<string[]> {
  const tables = await town.db.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'tenant_id'`,
  );
  const found: string[] = [];
  for (const { name } of tables)
    for (const word of words) {
      const rows = await town.db.query(`select 1 from "${name}" as row where row::text like $1`, [
        `%${word}%`,
      ]);
      if (rows.length > 0) found.push(`${name}: ${word}`);
    }
  return found;
}

test('who asks to be forgotten is: nothing of theirs is left, and all of others’', {
  timeout: 60_000,
}, async () => {
  const group = await town.telegram.supergroup('Choir', { owner: ann, members: [ben] });
  await group.addBot();
  await town.addRecording(ann, [makeLine(0, 'secret of hers', 0.2)]);
  await ann.press('🔎 Doubtful lines: 1');
  await ann.waitFor(({ text }) => text.startsWith('One doubtful line'));
  await ann.sendText('/settings');
  await ann.waitFor(({ text }) => text.startsWith('⚙️'));
  const voice = await ann.in(group).sendVoice(makeSound(), { duration: 12 });
  await ann.in(group).reply(voice, '/text');
  await town.finish([makeLine(0, 'sung by her')]);
  await ann.in(group).waitFor(({ text }) => text.includes('sung by her'));
  await town.addRecording(ben, [makeLine(0, 'kept of his')]);
  // One that is under way is stopped.
  await ann.sendVoice(makeSound(), { duration: 12 });
  expect(await findTraces('Annabelle', 'secret of hers', 'sung by her')).not.toEqual([]);

  const asked = await ann.sendText('/privacy');
  const menu = await ann.waitFor(({ text }) => text.startsWith('🔒 Privacy'), { after: asked });
  await ann.press('🗑 Delete my data', { message: menu });
  await ann.waitForChat(({ messages }) =>
    messages.some(({ id, text }) => id === menu.id && text.includes('deleted for good')),
  );
  await ann.press('Keep it', { message: menu });
  await ann.waitForChat(({ messages }) =>
    messages.some(({ id, text }) => id === menu.id && text.startsWith('🔒 Privacy')),
  );
  await ann.press('🗑 Delete my data', { message: menu });
  await ann.waitForChat(({ messages }) =>
    messages.some(({ id, text }) => id === menu.id && text.includes('deleted for good')),
  );
  const done = await ann.press('🗑 Yes, delete all of it', { message: menu });
  expect(done.text).toBe('All deleted.');
  await ann.waitFor(({ text }) => text.startsWith('Done: nothing that was yours'), { after: menu });
  await ann.waitForChat(({ messages }) => !messages.some(({ id }) => id === menu.id));

  expect(await findTraces('Annabelle', 'secret', 'sung')).toEqual([]);
  const left = await findTraces(String(ann.id));
  // The chat was opened anew to say so: its row, that sentence and the pace of Telegram.
  expect(left.map((trace) => trace.split(':')[0]).toSorted()).toEqual([
    'chat_messages',
    'chat_paces',
    'chats',
  ]);
  expect(await town.db.query('select 1 from chat_messages where chat_id = $1', [ann.id])).toHaveLength(1);
  expect(await findTraces('kept of his')).not.toEqual([]);
  expect(await town.db.query('select 1 from recordings')).toHaveLength(1);
});
