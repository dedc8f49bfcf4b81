import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MessageView } from '../../src/telegram-sandbox/interface.ts';
import { makeSamples, noise, runFfmpeg, type Sound, silence, speech, writeWav } from '../support/audio.ts';
import { type Installation, install } from '../support/installation.ts';
import { type Sandbox, startSandbox } from '../support/telegram/start-sandbox.ts';

let folder: string;
let telegram: Sandbox;
let efir: Installation;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-bot-'));
  telegram = await startSandbox();
  efir = await install('inprocess', {
    settings: {
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_URL: telegram.url,
      TELEGRAM_PORT: '0',
      PUBLIC_URL: 'https://efir.example',
    },
  });
}, 120_000);

afterAll(async () => {
  await efir?.close();
  await telegram?.close();
  await rm(folder, { recursive: true, force: true });
});

async function record(name: string, sounds: readonly Sound[]): Promise<string> {
  const wav = join(folder, `${name}.wav`);
  await writeWav(wav, makeSamples(sounds));
  const path = join(folder, name);
  await runFfmpeg('-i', wav, '-c:a', 'libopus', '-b:a', '24k', path);
  return path;
}

/** So many seconds of words with pauses. */
function talk(seconds: number): Sound[] {
  return Array.from({ length: seconds / 6 }, () => [noise(5, 0.3), silence(1)]).flat();
}

const has =
  (label: string) =>
  ({ buttons }: Pick<MessageView, 'buttons'>) =>
    buttons.flat().some(({ text }) => text === label);
const isAnswer = has('TXT');

describe('a voice message in a private chat', () => {
  test('is answered where its placeholder stood, and its buttons work', async () => {
    const voice = await record('voice.ogg', [speech(4), silence(1), noise(3, 0.3)]);
    const ann = await telegram.person('Ann', { languageCode: 'en' });
    const sent = await ann.sendVoice(voice, { duration: 8 });
    const first = await ann.waitFor(() => true, { after: sent });
    expect(first.replyTo).toBe(sent.id);
    const answer = await ann.waitFor(isAnswer, { after: sent, seconds: 60 });
    expect(answer.id).toBe(first.id);
    expect((await ann.answers()).length).toBe(1);
    expect(answer.text).toMatch(/^[a-z ]{20,}/);
    expect(answer.buttons.length).toBe(2);
    const open = async (label: string, wanted: string) => {
      await ann.press(label, { message: answer });
      await ann.waitFor((message) => message.id === answer.id && has(wanted)(message));
    };

    for (const format of ['TXT', 'SRT', 'VTT', 'DOCX']) {
      if (format === 'VTT') await open('More…', 'VTT');
      await ann.press(format, { message: answer });
      const file = await ann.waitFor(
        (message) => message.file?.name?.endsWith(format.toLowerCase()) ?? false,
      );
      expect(file.file?.bytes).toBeGreaterThan(20);
    }

    await ann.press('👥 By speakers', { message: answer });
    const again = await ann.waitFor(isAnswer, { after: answer, seconds: 60 });
    expect(again.text).toContain('Speaker 1:');
    expect(again.replyTo).toBe(sent.id);

    await open('More…', '🌐 Language…');
    await open('🌐 Language…', 'English');
    await ann.press('English', { message: answer });
    const english = await ann.waitFor(isAnswer, { after: again, seconds: 60 });
    expect(english.text).not.toContain('Nobody named the language');
    expect(isAnswer(await ann.waitFor(({ id }) => id === answer.id))).toBe(true);

    await open('More…', '🗑 Delete');
    await open('🗑 Delete', '🗑 Yes, delete all of it');
    await ann.press('🗑 Yes, delete all of it', { message: answer });
    await ann.waitFor(({ text }) => text.startsWith('Deleted'));
    const [row] = await efir.query<{ state: string; recording_id: string | null }>(
      `select state, recording_id from chat_recordings where chat_id = $1 and item = 0`,
      [ann.chatId],
    );
    expect(row).toEqual({ state: 'deleted', recording_id: null });
    await ann.waitForChat(({ messages }) => !messages.some(({ file }) => file?.name?.endsWith('.srt')));
  }, 180_000);

  test('grows in the chat while it is heard, and stops when it is told to', async () => {
    const voice = await record('long.ogg', talk(900));
    const ben = await telegram.person('Ben', { languageCode: 'ru' });
    const sent = await ben.sendVoice(voice, { duration: 900 });
    const growing = await ben.waitFor(({ text }) => /Записываю: \d+ %/.test(text) && text.includes('\n\n'), {
      after: sent,
      seconds: 60,
    });
    expect(has('⏹ Стоп')(growing)).toBe(true);
    await ben.press('⏹ Стоп', { message: growing });
    const stopped = await ben.waitFor(({ text }) => text.startsWith('Остановлено.'));
    expect(stopped.id).toBe(growing.id);
    expect(stopped.text).toContain('Вот что успел услышать');
    await ben.press('🔁 Ещё раз', { message: stopped });
    await ben.waitFor(isAnswer, { seconds: 120 });
    const [first] = await ben.answers();
    expect(first?.id).toBe(growing.id);
    expect(first?.text).not.toContain('Остановлено');
  }, 240_000);
});

describe('a chat that wants files', () => {
  test('gets the text as a file, and its beginning', async () => {
    const hal = await telegram.person('Hal', { languageCode: 'en' });
    const hello = await hal.sendText('/start');
    await hal.waitFor(() => true, { after: hello });
    const settings = JSON.stringify({ answer: 'file', fileFormat: 'docx' });
    await efir.query('update chats set settings = $1 where id = $2', [settings, hal.chatId]);
    const sent = await hal.sendVoice(await record('filed.ogg', [speech(5)]), { duration: 5 });
    const answer = await hal.waitFor(isAnswer, { after: sent, seconds: 60 });
    expect(answer.text).toContain('The text is in the file.');
    expect(answer.entities.map(({ type }) => type)).toContain('expandable_blockquote');
    const file = await hal.waitFor((message) => message.file !== undefined, { after: sent });
    expect(file.file?.name).toMatch(/\.docx$/);
  }, 120_000);
});

describe('what is no voice message', () => {
  test('is heard where there is sound in it, and else explained', async () => {
    const cid = await telegram.person('Cid', { languageCode: 'en' });
    const film = join(folder, 'film.mkv');
    const voice = await record('short.ogg', [speech(3)]);
    await runFfmpeg('-f', 'lavfi', '-i', 'color=s=64x64:d=3', '-i', voice, '-shortest', film);
    const silent = await cid.sendFile('document', film, { mimeType: 'application/octet-stream' });
    expect((await cid.waitFor(isAnswer, { after: silent, seconds: 60 })).text).toMatch(/^[a-z ]+/);

    const page = await cid.sendFile('document', new TextEncoder().encode('%PDF-1.7 no sound at all'), {
      name: 'paper.pdf',
    });
    expect(
      (await cid.waitFor(({ text }) => text.includes('not a recording'), { after: page })).text,
    ).toContain('PDF');

    const nothing = await cid.sendFile('audio', await record('nothing.ogg', [silence(3)]), { duration: 3 });
    const answer = await cid.waitFor(isEmpty, { after: nothing, seconds: 60 });
    expect(answer.replyTo).toBe(nothing.id);
  }, 180_000);

  test('is heard one by one in an album, and behind a link', async () => {
    const dan = await telegram.person('Dan', { languageCode: 'en' });
    const voice = await record('item.ogg', [speech(2), noise(2, 0.3)]);
    const first = await dan.sendFile('audio', voice, { duration: 4, caption: 'english' });
    await dan.waitFor(isAnswer, { after: first, seconds: 60 });

    const bytes = await readFile(voice);
    const web = createServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: '/item.ogg' }).end();
      else if (request.url === '/item.ogg') response.end(bytes);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    const root = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
    try {
      const sent = await dan.sendText(`${root}/moved and ${root}/nothing and http://10.0.0.1/a.mp3`);
      await dan.waitFor(({ text }) => text.includes('404'), { after: sent, seconds: 60 });
      await dan.waitFor(({ text }) => text.includes('no public place'), { after: sent, seconds: 60 });
      const answer = await dan.waitFor(isAnswer, { after: sent, seconds: 60 });
      expect(answer.replyTo).toBe(sent.id);
    } finally {
      web.close();
      web.closeAllConnections();
    }
  }, 180_000);

  test('goes by a page of our own where it is too large for Telegram', async () => {
    const eve = await telegram.person('Eve', { languageCode: 'en' });
    await eve.sendFile('video', { zeros: 30_000_000 }, { duration: 60 });
    const offer = await eve.waitFor(has('⬆ Send the file'));
    expect(offer.text).toContain('30 MB');
    const url = offer.buttons.flat().find(({ kind }) => kind === 'url')?.url ?? '';
    expect(url).toMatch(/^https:\/\/efir\.example\/u\/[\w.-]+$/);
    const form = new FormData();
    form.set('file', new Blob([await readFile(await record('sent.ogg', [speech(3)]))]), 'sent.ogg');
    const response = await fetch(efir.url + new URL(url).pathname, { method: 'POST', body: form });
    expect(response.ok).toBe(true);
    const answer = await eve.waitFor(isAnswer, { seconds: 60 });
    expect(answer.id).toBe(offer.id);
  }, 120_000);
});

describe('trouble on the way', () => {
  test('with a download is tried again', async () => {
    const fay = await telegram.person('Fay', { languageCode: 'en' });
    await telegram.faults.add({ method: 'getFile', kind: 'status', status: 502 });
    await fay.sendVoice(await record('tried.ogg', [speech(2)]), { duration: 2 });
    await fay.waitFor(isAnswer, { seconds: 60 });
    expect(
      (await telegram.journal({ method: 'getFile' })).filter(({ status }) => status === 502).length,
    ).toBe(1);
  }, 120_000);

  test('by kill -9 goes on in the same message', async () => {
    const gil = await telegram.person('Gil', { languageCode: 'en' });
    const voice = await record('killed.ogg', talk(600));
    await gil.sendVoice(voice, { duration: 600 });
    const growing = await gil.waitFor(({ text }) => /Writing it down/.test(text), { seconds: 60 });
    expect(efir.roles[0]?.kill()).toBe(true);
    await gil.waitFor(isAnswer, { seconds: 120 });
    const answers = await gil.answers();
    // What grew is the first part of the answer now, and no other placeholder stands anywhere.
    expect(answers[0]?.id).toBe(growing.id);
    expect(answers.filter(({ text }) => text.includes('Writing it down'))).toEqual([]);
    expect(answers.filter(isAnswer).length).toBe(1);
    const sends = await telegram.journal({ method: 'sendMessage', chat: gil.chatId });
    expect(sends.filter(({ done }) => done).length).toBe(answers.length);
  }, 240_000);
});

function isEmpty({ text }: MessageView): boolean {
  return text.startsWith('No speech was heard');
}
