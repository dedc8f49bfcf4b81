import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { MessageView } from '../../src/telegram-sandbox/interface.ts';
import { makeSamples, runFfmpeg, silence, speech, writeWav } from '../support/audio.ts';
import { install } from '../support/installation.ts';
import { startSandbox } from '../support/telegram/start-sandbox.ts';

/*
 * The process ends exactly between two steps of the way of a recording in a chat, and is started again: the voice
 * message is answered once, by one recording, in one message.
 */
let folder = '';
let voice = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-bot-'));
  await writeWav(join(folder, 'voice.wav'), makeSamples([speech(3), silence(1), speech(2)]));
  voice = join(folder, 'voice.ogg');
  await runFfmpeg('-i', join(folder, 'voice.wav'), '-c:a', 'libopus', voice);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const isAnswer = ({ buttons }: MessageView) => buttons.flat().some(({ text }) => text === 'TXT');

test.each(['source-opened', 'blob-stored', 'recording-committed', 'picture-told'])(
  'kill -9 at %s',
  { timeout: 240_000 },
  async (point) => {
    const telegram = await startSandbox();
    const efir = await install('inprocess', {
      roles: [],
      settings: { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.url, TELEGRAM_PORT: '0' },
    });
    try {
      const doomed = efir.addRole('up', { first: { EFIR_CRASH_POINT: point } });
      const ann = await telegram.person('Ann', { languageCode: 'en' });
      await ann.sendVoice(voice, { duration: 6 });
      await vi.waitFor(() => expect(doomed.ends).toBe(1), { timeout: 90_000, interval: 50 });
      // Who takes over waits until the claim of the dead one is over.
      await ann.waitFor(isAnswer, { seconds: 120 });
      expect((await ann.answers()).length).toBe(1);
      const [counts] = await efir.query<{ taken: number; recordings: number }>(
        `select (select count(*)::int from chat_recordings where state = 'answered') as taken,
           (select count(*)::int from recordings) as recordings`,
      );
      expect(counts).toEqual({ taken: 1, recordings: 1 });
    } finally {
      await efir.close();
      await telegram.close();
    }
  },
);
