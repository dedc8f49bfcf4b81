import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { MessageView } from '../../src/telegram-sandbox/interface.ts';
import { makeSamples, noise, silence, speech, writeWav } from '../support/audio.ts';
import { findServerPort } from '../support/broker-server.ts';
import { type Installation, install } from '../support/installation.ts';
import type { RoleProcess } from '../support/role-process.ts';
import { type Person, type Sandbox, startSandbox } from '../support/telegram/start-sandbox.ts';

/*
 * The bot alone in a process, to which Telegram brings its updates, beside api, coordinator and workers in theirs.
 */
let telegram: Sandbox;
let efir: Installation;
let bot: RoleProcess;
let ann: Person;
let hook: string;
let folder: string;
let voice: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-bot-apart-'));
  voice = join(folder, 'voice.wav');
  await writeWav(voice, makeSamples([speech(4), silence(1), noise(3, 0.3)]));
  telegram = await startSandbox();
  const port = await findServerPort();
  hook = `http://127.0.0.1:${port}/from-telegram`;
  efir = await install('redis', {
    roles: ['api', 'coordinator', 'worker'],
    settings: {
      ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.url, TELEGRAM_PORT: String(port) },
      ...{ TELEGRAM_WEBHOOK_URL: hook, TELEGRAM_WEBHOOK_SECRET: 'a-secret-of-ours' },
    },
  });
  bot = efir.addRole('bot');
  const isSet = async () => expect((await telegram.readBot()).webhook.url).toBe(hook);
  await vi.waitFor(isSet, { timeout: 120_000, interval: 100 });
  ann = await telegram.person('Ann', { languageCode: 'en' });
}, 240_000);

afterAll(async () => {
  await efir?.close();
  await telegram?.close();
  await rm(folder, { recursive: true, force: true });
});

const has = (label: string) => (message: MessageView) =>
  message.buttons.flat().some(({ text }) => text === label);

const storedUpdates = async () => (await efir.query('select 1 from chat_updates')).length;

test('a voice message is answered by workers elsewhere, and nobody without the secret is heard', {
  timeout: 240_000,
}, async () => {
  const sent = await ann.sendVoice(voice, { duration: 8 });
  const answer = await ann.waitFor(has('TXT'), { after: sent, seconds: 120 });
  expect(answer.replyTo).toBe(sent.id);
  const before = await storedUpdates();
  const body = JSON.stringify({
    update_id: 4_000_000,
    message: {
      ...{ message_id: 900, date: 1_700_000_000, text: '/help' },
      ...{ from: ann.user, chat: { id: ann.id, type: 'private', first_name: 'Ann' } },
    },
  });
  for (const secret of [undefined, '', 'a-secret-of-others']) {
    const headers = {
      'content-type': 'application/json',
      ...(secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret }),
    };
    expect((await fetch(hook, { method: 'POST', body, headers })).status).toBe(401);
  }
  expect(await storedUpdates()).toBe(before);
});

test('what came while the bot was killed is answered once it is there again', {
  timeout: 240_000,
}, async () => {
  const { ends } = bot;
  bot.kill();
  await expect.poll(() => bot.ends, { timeout: 20_000 }).toBeGreaterThan(ends);
  const asked = await ann.sendText('/usage');
  await ann.waitFor(({ text }) => text.startsWith('📊'), { after: asked, seconds: 180 });
  const answers = (await ann.answers()).filter(({ id, text }) => id > asked.id && text.startsWith('📊'));
  expect(answers).toHaveLength(1);
});

test('a recording is heard again with another model, from the press to the second answer', {
  timeout: 300_000,
}, async () => {
  // A worker that brings another model, and tells so.
  efir.addRole('worker', { first: { EFIR_MODEL: 'slow' } });
  await expect
    .poll(() => efir.query("select 1 from workers where model = 'slow'"), { timeout: 150_000 })
    .not.toEqual([]);
  const sent = await ann.sendVoice(voice, { duration: 8 });
  const first = await ann.waitFor(has('TXT'), { after: sent, seconds: 120 });
  await openModels(first);
  const now = (await ann.messages()).find(({ id }) => id === first.id);
  const other = now?.buttons.flat().find(({ text }) => /slow|default/.test(text));
  expect(other).toBeDefined();
  await ann.press(other?.text ?? '', { message: first });
  const second = await ann.waitFor((message) => has('TXT')(message) && message.id !== first.id, {
    ...{ after: first, seconds: 120 },
  });
  expect(second.replyTo).toBe(sent.id);
  expect(
    await efir.query(
      `select count(distinct transcripts.model)::int as models from chat_recordings
       join transcripts on transcripts.recording_id = chat_recordings.recording_id
       where chat_recordings.message_id = ${sent.id}`,
    ),
  ).toEqual([{ models: 2 }]);
});

/** However the menus below an answer are laid out. */
async function openModels(message: MessageView): Promise<void> {
  const shown = async () => (await ann.messages()).find(({ id }) => id === message.id);
  for (const label of ['More…', '🧠 Another model…']) {
    const view = await shown();
    if (!view || !has(label)(view)) continue;
    const { edits } = view;
    await ann.press(label, { message });
    await expect.poll(async () => (await shown())?.edits ?? 0, { timeout: 20_000 }).toBeGreaterThan(edits);
  }
}
