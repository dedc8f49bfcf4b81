import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MessageView } from '../../src/telegram-sandbox/interface.ts';
import { runFfmpeg, writeWav } from '../support/audio.ts';
import { type Installation, install } from '../support/installation.ts';
import { speakText } from '../support/spoken.ts';
import { type Sandbox, startSandbox } from '../support/telegram/start-sandbox.ts';

/* A real engine hears a real voice, all the way from the chat and back. */

let folder: string;
let voice: string;
let telegram: Sandbox;
let efir: Installation;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-bot-'));
  const wav = join(folder, 'voice.wav');
  await writeWav(wav, await speakText('Good morning everybody, and thank you for coming so early.'));
  voice = join(folder, 'voice.ogg');
  await runFfmpeg('-i', wav, '-c:a', 'libopus', '-b:a', '32k', voice);
  telegram = await startSandbox();
  efir = await install('inprocess', {
    settings: {
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_URL: telegram.url,
      TELEGRAM_PORT: '0',
      TELEGRAM_DRAFTS: 'true',
      EFIR_ENGINE: 'pocketsphinx',
    },
  });
}, 120_000);

afterAll(async () => {
  await efir?.close();
  await telegram?.close();
  await rm(folder, { recursive: true, force: true });
});

const isAnswer = ({ buttons }: MessageView) => buttons.flat().some(({ text }) => text === 'TXT');

test('a spoken sentence is written down in a private chat', async () => {
  const ann = await telegram.person('Ann', { languageCode: 'en' });
  const sent = await ann.sendVoice(voice, { duration: 4, caption: 'english' });
  const answer = await ann.waitFor(isAnswer, { after: sent, seconds: 120 });
  const heard = answer.text.toLowerCase();
  // A simple engine on a made voice: most of the words, not all.
  const words = ['good', 'morning', 'everybody', 'thank', 'you', 'for', 'coming', 'so', 'early'];
  expect(words.filter((word) => heard.includes(word)).length).toBeGreaterThanOrEqual(5);
  expect(answer.text).toContain('simple built-in engine');
}, 180_000);

test('in a group only where somebody asks, and in the reply to the voice message', async () => {
  const ann = await telegram.person('Anna', { languageCode: 'en' });
  const ben = await telegram.person('Ben', { languageCode: 'en' });
  const group = await telegram.group('Choir', {
    owner: ann,
    members: [ben],
    bots: [{ bot: telegram.bot.id }],
  });
  const [inGroup, his] = [ann.in(group), ben.in(group)];
  const sent = await his.sendVoice(voice, { duration: 4 });
  await inGroup.reply(sent, `@${telegram.bot.username} english`);
  const answer = await inGroup.waitFor(isAnswer, { after: sent, seconds: 120 });
  expect(answer.replyTo).toBe(sent.id);
  expect(answer.text.toLowerCase()).toContain('good morning');
  const texts = (await inGroup.answers()).filter(isAnswer);
  expect(texts.length).toBe(1);
}, 180_000);
