import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BotTown, makeSound, openBotTown } from '../../../test/support/bot-town.ts';

let town: BotTown;
beforeAll(async () => {
  town = await openBotTown();
});
afterAll(() => town.close());

test('what was taken ten times in vain is given up, and the person is told once', {
  timeout: 60_000,
}, async () => {
  const ann = await town.telegram.person('Ann', { languageCode: 'en' });
  await town.telegram.faults.add({ method: 'getFile', kind: 'status', status: 500, count: 1_000 });
  await ann.sendVoice(makeSound(), { duration: 12 });
  const placeholder = await ann.waitFor(({ replyTo }) => replyTo !== undefined);
  // Processes that ended with it left nothing behind but the count.
  await expect
    .poll(
      () =>
        town.db.query(
          "update chat_recordings set tries = 10, due_at = now() where claim is null and state = 'accepted' returning id",
        ),
      { timeout: 10_000 },
    )
    .toHaveLength(1);
  const told = (text: string) => text.startsWith('I tried ten times');
  await ann.waitForChat(({ messages }) =>
    messages.some(({ id, text }) => id === placeholder.id && told(text)),
  );
  const answers = await ann.answers();
  expect(answers.filter(({ text }) => told(text))).toHaveLength(1);
  expect(
    answers
      .at(-1)
      ?.buttons.flat()
      .map(({ text }) => text),
  ).toEqual(['🔁 Again']);
  expect(await town.db.query('select state, error from chat_recordings')).toEqual([
    { state: 'failed', error: { code: 'chat-fetch-hopeless', args: {} } },
  ]);
  await town.telegram.faults.clear();
  await ann.press('🔁 Again');
  await expect
    .poll(() => town.db.query("select 1 from chat_recordings where state = 'working'"), { timeout: 20_000 })
    .toHaveLength(1);
});
