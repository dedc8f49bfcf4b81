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

/** Every table of the database that holds one of the words, in whichever column: texts, JSON, numbers, bytes. */
async function findTraces(...words: string[]): Promise<string[]> {
  const tables = await town.db.query<{ schema: string; name: string }>(
    `select table_schema as schema, table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  expect(tables.length).toBeGreaterThan(30);
  const found: string[] = [];
  for (const { name, schema } of tables)
    for (const word of words) {
      const inBytes = Buffer.from(word).toString('hex');
      const rows = await town.db.query(
        `select 1 from "${schema}"."${name}" as row where row::text like $1 or row::text like $2`,
        [`%${word}%`, `%${inBytes}%`],
      );
      if (rows.length > 0) found.push(`${name}: ${word}`);
    }
  return found;
}

test('who asks to be forgotten is: nothing of theirs is left, and all of others’', {
  timeout: 240_000,
}, async () => {
  const group = await town.telegram.supergroup('Choir', { owner: ann, members: [ben] });
  await group.addBot();
  await town.addRecording(ann, [makeLine(0, 'secret of hers', 0.2)]);
  await ann.press('🔎 Doubtful: 1');
  await ann.waitFor(({ text }) => text.startsWith('One doubtful line'));
  await ann.sendText('/settings');
  await ann.waitFor(({ text }) => text.startsWith('⚙️'));
  const voice = await ann.in(group).sendVoice(makeSound(), { duration: 12 });
  await ann.in(group).reply(voice, '/text');
  await town.finish([makeLine(0, 'sung by her')]);
  await ann.in(group).waitFor(({ text }) => text.includes('sung by her'));
  await town.addRecording(ben, [makeLine(0, 'kept of his')]);
  // Somebody else has hers written down, and forwards one.
  const asked1 = await ann.in(group).sendVoice(makeSound(), { duration: 12, caption: 'humming' });
  await ben.in(group).reply(asked1, '/text');
  await town.finish([makeLine(0, 'hummed by her')]);
  await ann.in(group).waitFor(({ text }) => text.includes('hummed by her'));
  await ben.in(group).sendText('forwarded', { forwardOf: { chat: group.id, message: asked1.id } });
  // She looks for words, has a question open, and answered long ago.
  const searched = await ann.in(group).sendText('/history sung yodelling');
  await ann.in(group).waitFor(({ text }) => text.includes('yodelling'), { after: searched });
  const listed = await ann.in(group).sendText('/history');
  await ann.in(group).waitFor(({ text }) => text.startsWith('🗂'), { after: listed });
  await ann.in(group).press('🔍 Search');
  await ann.in(group).waitFor(({ text }) => text.startsWith('What should I look for'));
  await ann.in(group).sendText('/text');
  await ann.in(group).waitFor(({ text }) => text.startsWith('Reply to a voice message'));
  // Updates of others that nobody could handle, and that tell of her.
  await town.telegram.pushUpdate({
    message: {
      message_id: 'none',
      from: { id: ben.id },
      reply_to_message: { from: ann.user, text: 'yodelling' },
    },
  });
  const listRefused = () => town.db.query("select 1 from chat_updates where state = 'refused'");
  await expect.poll(listRefused).toHaveLength(1);
  await town.db.query("delete from chat_updates where state = 'handled'");
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

  expect(await findTraces('Annabelle', 'secret', 'sung', 'humm', 'yodelling')).toEqual([]);
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
