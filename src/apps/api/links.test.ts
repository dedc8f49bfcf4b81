import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, startTestApi, type TestApi } from '../../../test/support/api.ts';
import type { RecordingBody } from './schemas/recording.ts';

let door: TestApi;
let server: Server;
let home: string;
const answers = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>();
beforeAll(async () => {
  door = await startTestApi();
  server = createServer((request, response) => {
    const answer = answers.get(request.url ?? '');
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await door.close();
});

const patient = { timeout: 20_000, interval: 50 };
const file = makeRecording(400_000);

function ask(url: string, more: Record<string, unknown> = {}, key = door.key): Promise<Response> {
  return door.fetch('/v1/recordings/from-link', {
    key,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url, ...more }),
  });
}

async function begin(path: string, more: Record<string, unknown> = {}): Promise<RecordingBody> {
  const answer = await ask(`${home}${path}`, more);
  expect(answer.status).toBe(202);
  return (await answer.json()) as RecordingBody;
}

async function look(id: string): Promise<RecordingBody> {
  return (await (await door.fetch(`/v1/recordings/${id}`, { key: door.key })).json()) as RecordingBody;
}

const codeOf = async (id: string) => {
  const { error, state } = await look(id);
  return `${state} ${error?.code ?? ''}`.trim();
};
const countTasks = async (id: string) =>
  (await door.db.query('select 1 from tasks where recording_id = $1', [id])).length;
const countLinks = async (path: string) =>
  (await door.db.query('select 1 from recording_links where url = $1', [`${home}${path}`])).length;
const filesOf = async (id: string) => (await door.listBlobFiles()).filter((name) => name.includes(id));
const unfinished = async () => (await door.listBlobFiles()).filter((name) => name.includes('.incoming'));

describe('a recording from a link', () => {
  test('is made once however often it is asked for with the same key', async () => {
    answers.set('/once', (_request, response) => response.end(file));
    const askOnce = (url: string, key: string) =>
      door.fetch('/v1/recordings/from-link', {
        key: door.key,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ url }),
      });
    const all = await Promise.all(Array.from({ length: 8 }, () => askOnce(`${home}/once`, 'twice-pressed')));
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 202));
    const made = await Promise.all(all.map(async (answer) => (await answer.json()) as RecordingBody));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(all.filter((answer) => answer.headers.get('idempotency-replayed') === 'true')).toHaveLength(7);
    expect(await countLinks('/once')).toBe(1);
    expect((await askOnce(`${home}/other`, 'twice-pressed')).status).toBe(409);
    expect((await askOnce(`${home}/once`, 'pressed-again')).status).toBe(202);
    expect(await countLinks('/once')).toBe(2);
  });

  test('is there at once, and is fetched, named and queued', async () => {
    answers.set('/get?token=secret', (_request, response) => {
      response.setHeader(
        'content-disposition',
        `attachment; filename*=UTF-8''%D0%B1%D0%B5%D1%81%D0%B5%D0%B4%D0%B0.wav`,
      );
      response.end(file);
    });
    const made = await begin('/get?token=secret', { options: { language: 'ru' } });
    expect(made).toMatchObject({
      state: 'queued',
      bytes: 0,
      fetching: { bytes: 0, total_bytes: null },
      file_name: 'get',
    });
    await expect.poll(async () => (await look(made.id)).fetching, patient).toBeNull();
    expect(await look(made.id)).toMatchObject({
      state: 'queued',
      bytes: 400_000,
      file_name: 'беседа.wav',
      options: { language: 'ru' },
    });
    expect(await countTasks(made.id)).toBe(1);
    const audio = await door.fetch(`/v1/recordings/${made.id}/audio`, { key: door.key });
    expect(Buffer.from(await audio.arrayBuffer()).equals(file)).toBe(true);
    expect(JSON.stringify(await look(made.id))).not.toContain('secret');
  });

  test('keeps the name that its sender gave, and is called like its address where nobody names it', async () => {
    answers.set('/%D0%B4%D0%BE%D0%BC/talk%20one.wav', (_request, response) => void response.end(file));
    const [own, other] = [
      await begin('/%D0%B4%D0%BE%D0%BC/talk%20one.wav', { file_name: '../../mine.wav' }),
      await begin('/%D0%B4%D0%BE%D0%BC/talk%20one.wav'),
    ];
    await expect.poll(async () => (await look(other.id)).fetching, patient).toBeNull();
    expect((await look(other.id)).file_name).toBe('talk one.wav');
    await expect.poll(async () => (await look(own.id)).file_name, patient).toBe('mine.wav');
  });

  test('is tried again when its server stumbles, and says how much has come', async () => {
    let tries = 0;
    let release = () => {};
    answers.set('/stumbling', (_request, response) => {
      tries += 1;
      if (tries === 1) return void response.writeHead(503).end();
      response.setHeader('content-length', file.byteLength);
      response.write(file.subarray(0, 200_000));
      release = () => void response.end(file.subarray(200_000));
    });
    const { id } = await begin('/stumbling');
    const arrived = { bytes: 200_000, total_bytes: 400_000 };
    await expect.poll(async () => (await look(id)).fetching, patient).toEqual(arrived);
    release();
    await expect.poll(async () => (await look(id)).fetching, patient).toBeNull();
    expect(tries).toBe(2);
    const told = await door.db.query<{ data: unknown }>(
      `select data from recording_events where recording_id = $1 and type = 'fetching' order by number`,
      [id],
    );
    expect(told.map((event) => event.data)).toEqual([arrived, { bytes: 400_000, total_bytes: 400_000 }]);
  });

  test('fails with the reason, leaves nothing, and may be tried again', async () => {
    const { id } = await begin('/not-there-yet');
    await expect.poll(() => codeOf(id), patient).toBe('failed link-refused');
    const audio = await door.fetch(`/v1/recordings/${id}/audio`, { key: door.key });
    expect(audio.status).toBe(409);
    answers.set('/not-there-yet', (_request, response) => void response.end(file));
    expect((await door.fetch(`/v1/recordings/${id}/retry`, { key: door.key, method: 'POST' })).ok).toBe(true);
    await expect.poll(() => countTasks(id), patient).toBe(1);
    expect(await codeOf(id)).toBe('queued');
    expect(await filesOf(id)).toHaveLength(1);
  });

  test.each([
    [
      'no recording',
      (_: IncomingMessage, response: ServerResponse) => void response.end('hello '.repeat(20_000)),
      'media-unrecognised',
    ],
    ['nothing', (_: IncomingMessage, response: ServerResponse) => void response.end(), 'media-empty'],
    [
      'more than is taken, as its head says',
      (_: IncomingMessage, response: ServerResponse) =>
        void response.writeHead(200, { 'content-length': 10_000_001 }).write(file),
      'file-too-large',
    ],
    [
      'more than is taken, whatever its head says',
      (_: IncomingMessage, response: ServerResponse) => void response.end(makeRecording(10_000_001)),
      'file-too-large',
    ],
    [
      'the way into our own network',
      (_: IncomingMessage, response: ServerResponse) =>
        void response.writeHead(302, { location: 'http://127.0.0.2:1/' }).end(),
      'url-forbidden',
    ],
  ])('that gives %s fails, and nothing stays', async (name, answer, code) => {
    const path = `/${encodeURIComponent(name)}`;
    answers.set(path, answer);
    const { id } = await begin(path);
    await expect.poll(() => codeOf(id), patient).toBe(`failed ${code}`);
    expect(await countTasks(id)).toBe(0);
    expect(await filesOf(id)).toEqual([]);
  });

  test.each(['cancel', 'delete'])('ends at once by %s, whoever fetches it', async (how) => {
    const cut = Promise.withResolvers<void>();
    answers.set(`/endless-${how}`, (request, response) => {
      request.once('close', () => cut.resolve());
      response.write(file);
      const timer = setInterval(() => response.write(file.subarray(0, 1_000)), 100);
      response.once('close', () => {
        clearInterval(timer);
        cut.resolve();
      });
    });
    const { id } = await begin(`/endless-${how}`);
    await expect.poll(async () => (await look(id)).fetching?.bytes, patient).toBeGreaterThan(0);
    const [path, method] =
      how === 'cancel' ? [`/v1/recordings/${id}/cancel`, 'POST'] : [`/v1/recordings/${id}`, 'DELETE'];
    const answer = await door.fetch(path, { key: door.key, method });
    expect(answer.status).toBe(how === 'cancel' ? 200 : 204);
    await cut.promise;
    await expect.poll(unfinished, patient).toEqual([]);
    expect(await filesOf(id)).toEqual([]);
    if (how === 'cancel') expect(await codeOf(id)).toBe('cancelled');
  });

  test('is fetched once by several processes, and by another one when the first goes', async () => {
    const another = await door.openAnother();
    let asked = 0;
    answers.set('/once', (_request, response) => {
      asked += 1;
      response.end(file);
    });
    const made = await Promise.all(Array.from({ length: 6 }, () => begin('/once')));
    for (const { id } of made) await expect.poll(() => countTasks(id), patient).toBe(1);
    expect(asked).toBe(6);
    answers.set('/slow', (_request, response) => void response.write(file));
    const { id } = await begin('/slow');
    await expect.poll(async () => (await look(id)).fetching?.bytes, patient).toBeGreaterThan(0);
    answers.set('/slow', (_request, response) => void response.end(file));
    // Both close in turn: whoever is at it gives it back.
    await another.close();
    await door.restart();
    await expect.poll(() => countTasks(id), patient).toBe(1);
    expect(await filesOf(id)).toHaveLength(1);
  });
});

describe('a link that is refused at the door', () => {
  test.each([
    ['into our own network', 'http://10.0.0.1/talk.mp3', 'url-forbidden'],
    ['of a file', 'file:///etc/passwd', 'url-forbidden'],
    ['with a password', 'https://me:secret@example.com/a.mp3', 'url-forbidden'],
    ['that is none', 'talk.mp3', 'url-forbidden'],
  ])('%s', async (_name, url, code) => {
    const answer = await ask(url);
    const body = (await answer.json()) as { error: { code: string } };
    expect([answer.status, body.error.code]).toEqual([422, code]);
  });

  test('with wrong options, by a key that may only read, or one too many', async () => {
    expect((await ask(`${home}/get`, { options: { colour: 'red' } })).status).toBe(400);
    expect((await ask(`${home}/get`, { options: { language: 'klingon' } })).status).toBe(422);
    expect((await ask('x'.repeat(2_001))).status).toBe(400);
    const reader = await door.createKey(door.tenantId, ['recordings:read']);
    expect((await ask(`${home}/get`, {}, reader)).status).toBe(403);
    const tenant = await door.db.createTenant();
    const key = await door.createKey(tenant);
    answers.set('/hang', () => undefined);
    const many = await Promise.all(Array.from({ length: 201 }, () => ask(`${home}/hang`, {}, key)));
    expect(many.filter((answer) => answer.status === 202)).toHaveLength(200);
    expect(many.filter((answer) => answer.status === 409)).toHaveLength(1);
  });
});
