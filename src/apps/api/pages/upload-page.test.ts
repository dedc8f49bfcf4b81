import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, startTestApi, type TestApi } from '../../../../test/support/api.ts';
import { openBrowser, shoot } from '../../../../test/support/browser.ts';
import { wantUpload } from '../../../../test/support/upload-links.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi({ config: { maxFileSize: 20_000_000 } });
});
afterAll(() => door.close());

const address = (path: string) => new URL(path, door.api.url).href;
const file = (bytes: number, name = 'Совещание 12 мая.wav') => ({
  name,
  mimeType: 'audio/wav',
  buffer: makeRecording(bytes),
});
const stateOf = async (id: string) =>
  (await door.db.query<{ state: string }>('select state from chat_recordings where id = $1', [id]))[0]?.state;

/** The api behind a way that carries so many bytes a second to it, and can be cut. */
async function openSlowWay(bytesPerSecond: number) {
  const target = new URL(door.api.url);
  let cut = false;
  let speed = bytesPerSecond;
  const server: Server = createServer();
  server.removeAllListeners('connection');
  server.on('connection', (near) => {
    if (cut) return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
    far.pipe(near);
    near.on('close', () => far.destroy());
    near.on('data', (chunk: Buffer) => {
      far.write(chunk);
      near.pause();
      setTimeout(() => near.resume(), (chunk.byteLength / speed) * 1000);
    });
    closers.add(() => near.destroy());
  });
  const closers = new Set<() => void>();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = (server.address() as { port: number }).port;
  return {
    url: (path: string) => `http://127.0.0.1:${port}${path}`,
    cut() {
      cut = true;
      for (const close of closers) close();
    },
    /** Whole again, and fast. */
    mend() {
      cut = false;
      speed = Number.POSITIVE_INFINITY;
    },
    async close() {
      for (const close of closers) close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe.each([
  ['en', 'Send', 'The recording is here'],
  ['ru', 'Отправить', 'Запись получена'],
] as const)('in %s', (language, send, done) => {
  test.each([
    ['desktop', false],
    ['phone', true],
  ] as const)('a file goes its way on a %s', async (device, phone) => {
    for (const dark of [false, true]) {
      const name = `upload-${language}-${device}-${dark ? 'dark' : 'light'}`;
      await using browser = await openBrowser({ language, phone, dark });
      const { chatRecordingId, path } = await wantUpload(door, { fileName: 'Лекция по физике.mp4' });
      const page = await browser.open(address(path));
      await shoot(page, `${name}-1`);
      expect(await page.getByRole('button', { name: send }).isDisabled()).toBe(true);
      await page.setInputFiles('#file', file(900_000));
      await shoot(page, `${name}-2`);
      await page.getByRole('button', { name: send }).click();
      await page.getByRole('heading', { name: done }).waitFor();
      await shoot(page, `${name}-3`);
      expect(await stateOf(chatRecordingId)).toBe('working');
      // Nothing lies outside of what the screen shows.
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    }
  });
});

describe('with the script', () => {
  test('progress is shown, the way may be cancelled, and the file sent again', async () => {
    const way = await openSlowWay(1_500_000);
    await using browser = await openBrowser();
    const { chatRecordingId, path } = await wantUpload(door);
    const page = await browser.open(way.url(path));
    await page.setInputFiles('#file', file(14_000_000));
    await page.getByRole('button', { name: 'Send' }).press('Enter');
    await expect
      .poll(() => page.locator('#bar').getAttribute('value').then(Number), { timeout: 20_000 })
      .toBeGreaterThan(0);
    await page.getByText(/ sec left$/).waitFor();
    await shoot(page, 'upload-progress');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Send' }).waitFor();
    expect(await page.locator('#status').textContent()).toBe('Cancelled. Nothing was kept.');
    expect(await stateOf(chatRecordingId)).toBe('accepted');
    way.mend();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'The recording is here' }).waitFor({ timeout: 30_000 });
    await way.close();
  });

  test('a lost connection is told, and one press tries again', async () => {
    const way = await openSlowWay(2_000_000);
    await using browser = await openBrowser({ dark: true, phone: true });
    const { path } = await wantUpload(door);
    const page = await browser.open(way.url(path));
    await page.setInputFiles('#file', file(4_000_000));
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('#sending').waitFor();
    way.cut();
    await page.getByRole('alert').getByText('The connection broke off').waitFor();
    await shoot(page, 'upload-lost');
    way.mend();
    await page.getByRole('button', { name: 'Try again' }).click();
    const done = page.getByRole('heading', { name: 'The recording is here' });
    await done.waitFor({ timeout: 30_000 });
    expect(await done.count()).toBe(1);
    // The browser tells the console of the connection.
    browser.complaints.length = 0;
    await way.close();
  });

  test('what is no recording, too large, or several files is refused in words', async () => {
    await using browser = await openBrowser({ language: 'ru' });
    const { path } = await wantUpload(door);
    const page = await browser.open(address(path));
    await page.setInputFiles('#file', {
      name: 'a.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7 x'),
    });
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.getByRole('alert').getByText('Это не запись').waitFor();
    await shoot(page, 'upload-refused');
    await page.getByRole('button', { name: 'Выбрать другой файл' }).click();
    await page.setInputFiles('#file', file(20_000_001));
    await page.getByText('Файл слишком велик').waitFor();
    await page.evaluate(dropFiles('one.wav', 'two.wav'));
    await page.getByText('Только один файл').waitFor();
    expect(await page.getByText('Файл слишком велик').count()).toBe(0);
    await page.evaluate(dropFiles('<img src=x onerror=alert(1)>.wav'));
    await page.getByText('<img src=x onerror=alert(1)>.wav').waitFor();
    browser.complaints.length = 0;
  });

  test('a link that is used up while its page is open says so', async () => {
    await using browser = await openBrowser();
    const { path } = await wantUpload(door);
    const page = await browser.open(address(path));
    await page.setInputFiles('#file', file(50_000));
    await door.fetch(path, { method: 'POST', body: makeRecording() });
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('A file was already sent through this link.').waitFor();
    expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
    browser.complaints.length = 0;
  });
});

describe('without the script', () => {
  test('the form sends, and says what was wrong', async () => {
    await using browser = await openBrowser({ scripts: false });
    const { chatRecordingId, path } = await wantUpload(door, { fileName: undefined });
    const page = await browser.open(address(path));
    await shoot(page, 'upload-plain');
    await page.setInputFiles('#file', {
      name: 'a.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('words'),
    });
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').waitFor();
    await shoot(page, 'upload-plain-refused');
    await page.setInputFiles('#file', file(200_000));
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'The recording is here' }).waitFor();
    expect(await stateOf(chatRecordingId)).toBe('working');
    await page.reload();
    await page.getByRole('heading', { name: 'The recording is here' }).waitFor();
    browser.complaints.length = 0;
  });

  test('a link that leads nowhere is a page, too', async () => {
    await using browser = await openBrowser({ language: 'ru', phone: true });
    const page = await browser.open(address('/u/none'));
    await page.getByText('Такой ссылки для отправки нет.').waitFor();
    expect(await page.getByRole('button').count()).toBe(0);
    await shoot(page, 'upload-unknown');
    browser.complaints.length = 0;
  });
});

/** For the page: files let fall on it. */
const dropFiles = (...names: string[]) => `{
  const transfer = new DataTransfer();
  for (const name of ${JSON.stringify(names)}) transfer.items.add(new File(['x'], name));
  document.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
}`;
