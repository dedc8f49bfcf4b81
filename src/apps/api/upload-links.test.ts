import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, measureLeftovers, startTestApi, type TestApi } from '../../../test/support/api.ts';
import { wantUpload } from '../../../test/support/upload-links.ts';
import type { ErrorBody } from './schemas/error.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi({ config: { maxFileSize: 200_000, rateLimitPerMinute: 1_000 } });
});
afterAll(() => door.close());

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const json = { accept: 'application/json' };
type Body = NonNullable<RequestInit['body']>;
const send = (path: string, body: Body, headers: Record<string, string> = json) =>
  door.fetch(path, { method: 'POST', body, headers });
const codeOf = async (answer: Response) => ((await answer.json()) as ErrorBody).error.code;

function makeForm(bytes: Buffer<ArrayBuffer> = makeRecording(), name = 'talk.wav'): FormData {
  const form = new FormData();
  form.append('file', new Blob([bytes]), name);
  return form;
}

/** An upload of unknown length whose bytes come when the test says so; `ended` is the status of its answer. */
function startUpload(path: string) {
  const request = httpRequest(new URL(path, door.api.url), { method: 'POST', headers: json });
  const ended = new Promise<number>((resolve) => {
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', () => resolve(0));
  });
  return {
    ended,
    write: (bytes: Buffer) => void request.write(bytes),
    end: () => void request.end(),
    break: () => void request.destroy(),
  };
}

async function stateOf(chatRecordingId: string) {
  const [row] = await door.db.query<{ state: string; recording_id: string | null; file_name: string | null }>(
    `select c.state, c.recording_id, r.file_name, r.options from chat_recordings c
     left join recordings r on r.id = c.recording_id where c.id = $1`,
    [chatRecordingId],
  );
  return row;
}

describe('the page', () => {
  test('is in the language of the browser, kept by nobody, and tells nobody where it was', async () => {
    const { path } = await wantUpload(door, { fileName: 'лекция.mp4' });
    const answer = await door.fetch(path, { headers: { ...html, 'accept-language': 'ru,en;q=0.5' } });
    expect(answer.status).toBe(200);
    const page = await answer.text();
    expect(page).toContain('<html lang="ru">');
    expect(page).toContain('лекция.mp4');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('x-robots-tag')).toContain('noindex');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect((await (await door.fetch(path, { headers: html })).text()).includes('lang="en"')).toBe(true);
  });

  test('names its script and style by what is in them, and they may be kept for ever', async () => {
    const { path } = await wantUpload(door);
    const page = await (await door.fetch(path, { headers: html })).text();
    const files = [...page.matchAll(/\.\.\/pages\/([\w.]+)/g)].map(([, name]) => name);
    expect(files.map((name) => name?.split('.').at(-1)).toSorted()).toEqual(['css', 'js']);
    for (const name of files) {
      const answer = await door.fetch(`/pages/${name}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toContain('immutable');
    }
    expect((await door.fetch('/pages/upload.js')).status).toBe(404);
    expect((await door.fetch('/pages/..%2f..%2fserver.ts')).status).toBe(404);
  });

  test('writes a name of a stranger as text', async () => {
    const { path } = await wantUpload(door, { fileName: '<script>alert(1)</script>"\' onload=x.mp4' });
    const page = await (await door.fetch(path, { headers: html })).text();
    expect(page).not.toContain('alert(1)</script>"');
    expect(page).not.toContain('<script>alert');
  });

  test('is only looked at by GET and HEAD; other methods find nothing and use nothing up', async () => {
    const { path } = await wantUpload(door);
    const head = await door.fetch(path, { method: 'HEAD', headers: html });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('cache-control')).toBe('no-store');
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS'])
      expect((await door.fetch(path, { method })).status).toBe(404);
    expect((await door.fetch(path, { headers: html })).status).toBe(200);
  });

  test('of a link that is none, and of one that is over, says so', async () => {
    const none = await door.fetch('/u/nothing', { headers: html });
    expect(none.status).toBe(404);
    expect(await none.text()).toContain('There is no such upload link.');
    const over = await wantUpload(door, { lifetime: -1 });
    const page = await door.fetch(over.path, { headers: { ...html, 'accept-language': 'ru' } });
    expect(page.status).toBe(410);
    expect(await page.text()).toContain('больше не действует');
    expect(await codeOf(await door.fetch(over.path, { headers: json }))).toBe('upload-link-expired');
  });

  test('is no part of the API’s description', async () => {
    const document = await (await door.fetch('/openapi.json')).text();
    expect(document).not.toContain('/u/');
  });
});

describe('a file through the link', () => {
  test('is the recording of the chat: raw and asked for as JSON', async () => {
    const { chatRecordingId, path } = await wantUpload(door);
    const answer = await send(path, makeRecording(90_000), {
      ...json,
      'x-file-name': '%D1%80%D0%B5%D1%87%D1%8C.wav',
      'content-type': 'application/octet-stream',
    });
    expect([answer.status, await answer.json()]).toEqual([201, { state: 'received' }]);
    expect(await stateOf(chatRecordingId)).toMatchObject({
      state: 'working',
      file_name: 'речь.wav',
      options: { language: 'ru' },
    });
  });

  test('as a form leads to a page that may be loaded again', async () => {
    const { chatRecordingId, path } = await wantUpload(door);
    const answer = await send(path, makeForm(), html);
    expect(answer.status).toBe(303);
    const page = await fetch(new URL(answer.headers.get('location') ?? '', new URL(path, door.api.url)), {
      headers: html,
    });
    expect([page.status, (await page.text()).includes('The recording is here')]).toEqual([200, true]);
    expect((await stateOf(chatRecordingId))?.state).toBe('working');
  });

  test('comes once: a second one is refused and leaves nothing', async () => {
    const { path } = await wantUpload(door);
    await send(path, makeRecording());
    const left = await measureLeftovers(door, async () => {
      const again = await send(path, makeRecording());
      expect([again.status, await codeOf(again)]).toEqual([410, 'upload-link-used']);
    });
    expect(left).toEqual({ rows: 0, files: 0 });
  });

  test('sent many times at once makes one recording', async () => {
    const { chatRecordingId, path } = await wantUpload(door);
    const left = await measureLeftovers(door, async () => {
      const answers = await Promise.allSettled(
        Array.from({ length: 8 }, () => send(path, makeRecording(150_000))),
      );
      const statuses = answers.map((one) => (one.status === 'fulfilled' ? one.value.status : 0));
      expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    });
    expect(left).toEqual({ rows: 1, files: 1 });
    expect((await stateOf(chatRecordingId))?.state).toBe('working');
  });

  test.each([
    ['what is no recording', () => Buffer.from('%PDF-1.7 not a recording at all'), 415, 'media-unrecognised'],
    ['nothing', () => Buffer.alloc(0), 422, 'media-empty'],
    ['too much', () => makeRecording(300_000), 413, 'file-too-large'],
  ])('with %s is refused, and the link stays', async (_what, make, status, code) => {
    const { chatRecordingId, path } = await wantUpload(door);
    const left = await measureLeftovers(door, async () => {
      for (const body of [make(), makeForm(make() as Buffer<ArrayBuffer>)]) {
        const answer = await send(path, body);
        expect([answer.status, await codeOf(answer)]).toEqual([status, code]);
      }
      const page = await send(path, makeForm(make() as Buffer<ArrayBuffer>), html);
      expect(page.status).toBe(status);
      // The form again, with what was wrong above it.
      expect(await page.text()).toMatch(/role="alert"/);
    });
    expect(left).toEqual({ rows: 0, files: 0 });
    expect((await stateOf(chatRecordingId))?.state).toBe('accepted');
    expect((await send(path, makeRecording())).status).toBe(201);
  });

  test('with a huge name keeps the beginning of it', async () => {
    const { chatRecordingId, path } = await wantUpload(door, { fileName: `${'я'.repeat(5000)}.mp4` });
    const page = await (await door.fetch(path, { headers: html })).text();
    expect(page).toContain('яяя…');
    expect((await send(path, makeForm(makeRecording(), `${'x'.repeat(3000)}.wav`))).status).toBe(201);
    expect((await stateOf(chatRecordingId))?.file_name).toHaveLength(255);
  });

  test('that breaks off leaves nothing, and the link takes it again', async () => {
    const { chatRecordingId, path } = await wantUpload(door);
    const left = await measureLeftovers(door, async () => {
      const files = (await door.listBlobFiles()).length;
      const cut = startUpload(path);
      cut.write(makeRecording(100_000));
      await expect.poll(async () => (await door.listBlobFiles()).length).toBe(files + 1);
      cut.break();
      await expect.poll(async () => (await door.listBlobFiles()).length, { timeout: 10_000 }).toBe(files);
    });
    expect(left).toEqual({ rows: 0, files: 0 });
    expect((await stateOf(chatRecordingId))?.state).toBe('accepted');
    expect((await send(path, makeRecording())).status).toBe(201);
  });

  test('gives way to a later one through the same link, as after a lost connection', async () => {
    const { chatRecordingId, path } = await wantUpload(door);
    const stalled = startUpload(path);
    stalled.write(makeRecording(100_000));
    await sleep(200);
    expect((await send(path, makeRecording(70_000))).status).toBe(201);
    expect([0, 400]).toContain(await stalled.ended);
    const [row] = await door.db.query<{ bytes: number }>('select bytes from recordings where id = $1', [
      (await stateOf(chatRecordingId))?.recording_id,
    ]);
    expect(Number(row?.bytes)).toBe(70_000);
  });

  test('counts for nothing when it was cancelled in the chat meanwhile', async () => {
    const { chatRecordingId, path } = await wantUpload(door);
    const left = await measureLeftovers(door, async () => {
      const slow = startUpload(path);
      slow.write(makeRecording(100_000));
      await sleep(200);
      await door.db.query("update chat_recordings set state = 'cancelled' where id = $1", [chatRecordingId]);
      slow.end();
      expect(await slow.ended).toBe(410);
    });
    expect(left).toEqual({ rows: 0, files: 0 });
  });
});

test('whoever guesses links is made to wait, and whoever has one is not', async () => {
  const own = await startTestApi({ config: { rateLimitPerMinute: 50 } });
  try {
    const { path } = await wantUpload(own);
    expect((await own.fetch(path, { headers: html })).status).toBe(200);
    const statuses = await Array.fromAsync({ length: 8 }, async (_none, place) => {
      return (await own.fetch(`/u/guess${place}`, { headers: html })).status;
    });
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429, 429]);
    expect((await own.fetch(path, { headers: html })).status).toBe(200);
    const asked = await Promise.all(
      Array.from({ length: 130 }, async () => (await own.fetch(path, { headers: html })).status),
    );
    expect(asked.filter((status) => status === 429).length).toBeGreaterThan(0);
  } finally {
    await own.close();
  }
});
