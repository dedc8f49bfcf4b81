import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSamples, speech, writeWav } from '../../../test/support/audio.ts';
import { createTestEngines } from '../../../test/support/engines.ts';
import {
  createScriptedEngines,
  startTestServer,
  type TestServer,
  type TestServerOptions,
} from '../../../test/support/transcribe-server.ts';
import { EfirError } from '../../core/errors.ts';
import { jobSchema, serverHealthSchema } from '../../wire/transcribe-server.ts';

let folder: string;
let wav: Blob;
let other: Blob;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-stateless-'));
  await writeWav(join(folder, 'audio.wav'), makeSamples([speech(3)]));
  await writeWav(join(folder, 'other.wav'), makeSamples([speech(2)]));
  wav = new Blob([await readFile(join(folder, 'audio.wav'))]);
  other = new Blob([await readFile(join(folder, 'other.wav'))]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let places = 0;
function makePlace(): string {
  places += 1;
  return join(folder, `results-${places}`);
}
const start = (options: Partial<TestServerOptions> = {}) =>
  startTestServer({ folder: makePlace(), ...options });
const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;

describe('a stateless transcription server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.close());

  it('answers the three lines that its users know, as they stand', async () => {
    const curl = async (...args: string[]) =>
      JSON.parse((await promisify(execFile)('curl', ['-sS', ...args], { cwd: folder })).stdout) as unknown;
    const posted = await curl(
      ...['-X', 'POST', `${server.url}/transcribe`],
      ...['-F', 'file=@audio.wav', '-F', 'job_id=123', '-F', 'language=ru'],
    );
    expect(jobSchema.parse(posted)).toMatchObject({ job_id: '123', language: 'ru', recording_id: null });
    const job = jobSchema.parse(await curl(`${server.url}/status/123?wait=30`));
    expect(job).toMatchObject({ status: 'completed', progress: 100, language: 'ru', duration: 3 });
    expect(job).toMatchObject({ engine: 'scripted', model: 'default', error: null, error_code: null });
    expect(job.segments[0]?.words.length).toBeGreaterThan(3);
    expect(job.text).toBe(job.segments.map(({ text }) => text).join(' '));
    const health = serverHealthSchema.parse(await curl(`${server.url}/health`));
    expect(health).toMatchObject({ status: 'ok', mode: 'stateless', model_loaded: true, engine: 'scripted' });
    expect(health.queue).toEqual({ waiting: 0, running: 0, capacity: 64 });
  });

  it('writes the result as files beside that', async () => {
    const job = await server.status('123', 30);
    expect(job.result_path).toBe(join(server.folder, '123.json'));
    const written = jobSchema.parse(JSON.parse(await readFile(join(server.folder, '123.json'), 'utf8')));
    expect(written).toMatchObject({ ...job });
    expect(await readFile(join(server.folder, '123.txt'), 'utf8')).toBe(`${job.text}\n`);
    expect(await server.listIncoming()).toEqual([]);
  });

  it.each([
    ['Russian', 'ru'],
    ['русский', 'ru'],
    ['auto', null],
    ['', null],
  ])('takes the language %j', async (language, code) => {
    const answer = await server.post({ file: wav, job_id: `language ${language}`, language });
    expect(answer.status).toBe(202);
    expect((await answer.json()) as object).toMatchObject({ language: code });
  });

  it('gives a job without an id one, and takes bytes without a form', async () => {
    const unnamed = jobSchema.parse(await (await server.post({ file: wav })).json());
    expect(unnamed.job_id).toMatch(/^[\da-f-]{36}$/);
    const raw = await fetch(`${server.url}/transcribe?job_id=raw&language=en`, { method: 'POST', body: wav });
    expect(jobSchema.parse(await raw.json())).toMatchObject({ job_id: 'raw', language: 'en' });
    expect(await server.status('raw', 30)).toMatchObject({ status: 'completed' });
  });

  it('takes the same id with the same content for the same job, and with others for a conflict', async () => {
    const results = await Promise.all([1, 2, 3].map(() => server.post({ file: wav, job_id: 'same' })));
    expect(results.map((answer) => answer.status)).toEqual([202, 202, 202]);
    await server.status('same', 30);
    const again = await server.post({ job_id: 'same', file: wav });
    expect(await again.json()).toMatchObject({ status: 'completed' });
    const conflicts = [
      await server.post({ file: other, job_id: 'same' }),
      await server.post({ file: wav, job_id: 'same', language: 'ru' }),
    ];
    expect(await Promise.all(conflicts.map(codeOf))).toEqual(['job-conflict', 'job-conflict']);
    expect(conflicts[0]?.status).toBe(409);
    expect(await server.listIncoming()).toEqual([]);
  });

  it.each([
    '../../../etc/passwd',
    '/etc/passwd',
    '...',
    '.hidden',
    'a/b\\c',
    'слово и дело',
    '%2e%2e%2f',
    "it's (a) *~!",
    'CON',
    '😀',
  ])('keeps the job %j in its folder, under its own name', async (jobId) => {
    const before = await server.listResults();
    expect((await server.post({ file: wav, job_id: jobId })).status).toBe(202);
    const job = await server.status(jobId, 30);
    expect(job).toMatchObject({ job_id: jobId, status: 'completed' });
    const names = (await server.listResults()).filter((name) => !before.includes(name));
    expect(names).toHaveLength(2);
    for (const name of names) expect(name).toMatch(/^[\w%-]+\.(json|txt)$/);
    expect(job.result_path?.startsWith(`${server.folder}/`)).toBe(true);
  });

  it.each([
    ['with control characters', 'a\nb'],
    ['that is empty', ''],
    ['that leads upwards', '..'],
    ['that is huge', 'x'.repeat(201)],
    ['that is huge once it is written', 'я'.repeat(60)],
  ])('refuses an id %s', async (_what, jobId) => {
    const answer = await server.post({ file: wav, job_id: jobId });
    expect([answer.status, await codeOf(answer)]).toEqual([400, 'request-invalid']);
    expect(await server.listIncoming()).toEqual([]);
  });

  it.each([
    ['a text', { file: new Blob(['plain words, nothing else']) }, 415, 'media-unrecognised'],
    ['nothing', { file: new Blob([]) }, 422, 'media-empty'],
    ['too much', { file: new Blob([Buffer.alloc(12_000_000)]) }, 413, 'file-too-large'],
    ['an unknown language', { language: 'elvish' }, 422, 'language-unknown'],
    ['an unknown engine', { engine: 'magic' }, 422, 'engine-unknown'],
    ['itself as engine', { engine: 'transcribe-server' }, 422, 'engine-unknown'],
    ['an unknown field', { colour: 'red' }, 400, 'request-invalid'],
    ['what it cannot keep', { callback_url: 'https://example.com/' }, 400, 'request-invalid'],
    ['a wrong flag', { keep: 'maybe' }, 400, 'request-invalid'],
  ])('refuses %s in words, and nothing stays', async (_what, fields, status, code) => {
    const answer = await server.post({ file: wav, job_id: 'refused', ...fields });
    expect([answer.status, await codeOf(answer)]).toEqual([status, code]);
    expect(await codeOf(await fetch(`${server.url}/status/refused`))).toBe('job-not-found');
    expect(await server.listIncoming()).toEqual([]);
  });

  it('refuses a form without a file, and one that breaks off', async () => {
    const empty = await server.post({ job_id: 'no file' });
    expect([empty.status, await codeOf(empty)]).toEqual([400, 'upload-malformed']);
    await cutUpload(server.url, Buffer.from(await wav.arrayBuffer()).subarray(0, 50_000));
    await expect.poll(() => server.listIncoming()).toEqual([]);
    const health = await (await fetch(`${server.url}/health`)).json();
    expect(health).toMatchObject({ queue: { waiting: 0 } });
  });

  it('words errors in the language of the reader', async () => {
    const answer = await fetch(`${server.url}/status/none`, { headers: { 'accept-language': 'ru' } });
    expect(answer.status).toBe(404);
    expect(JSON.stringify(await answer.json())).toContain('Задания «none» здесь нет');
    const unknown = await fetch(`${server.url}/nowhere`);
    expect([unknown.status, await codeOf(unknown)]).toEqual([404, 'route-unknown']);
    const wait = await fetch(`${server.url}/status/123?wait=forever`);
    expect(wait.status).toBe(400);
    expect(await wait.json()).toMatchObject({
      error: { code: 'request-invalid', message: expect.stringMatching(/wait: .*received NaN/) },
    });
  });

  it('forgets a job that is not to be kept without a file', async () => {
    await server.post({ file: wav, job_id: 'fleeting', keep: 'false' });
    expect(await server.status('fleeting', 30)).toMatchObject({ status: 'completed', result_path: null });
    expect((await server.listResults()).filter((name) => name.startsWith('fleeting'))).toEqual([]);
  });

  it('is closed to pages that a browser on this machine happens to show', async () => {
    const ways = [
      { host: 'evil.example' },
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of ways) expect(await askWith(server.url, headers)).toBe(401);
    expect(await askWith(server.url, { origin: 'http://localhost:3000' })).toBe(404);
  });
});

describe('the queue', () => {
  it('says 429 with Retry-After beyond its length, and does everything it took', async () => {
    const server = await start({ capacity: 4, model: 'slow' });
    try {
      await waitUntilLoaded(server);
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, index) => server.post({ file: other, job_id: `many-${index}` })),
      );
      const taken = answers.filter((answer) => answer.status === 202);
      const refused = answers.filter((answer) => answer.status === 429);
      expect(taken.length + refused.length).toBe(30);
      // Four wait, and one may be in work; while the last came in, the first may have ended.
      expect(taken.length).toBeGreaterThanOrEqual(4);
      expect(taken.length).toBeLessThanOrEqual(8);
      for (const answer of refused) {
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
        expect(await codeOf(answer)).toBe('queue-full');
      }
      for (const answer of taken) {
        const { job_id: jobId } = jobSchema.parse(await answer.json());
        expect(await server.status(jobId, 30)).toMatchObject({ status: 'completed' });
      }
      expect((await server.post({ file: other, job_id: 'later' })).status).toBe(202);
    } finally {
      await server.close();
    }
  });

  it('lets jobs be cancelled while they wait and while they run', async () => {
    const server = await start({ model: 'slow' });
    const cancel = (id: string, method = 'POST') =>
      fetch(`${server.url}/${method === 'POST' ? 'cancel' : 'status'}/${id}`, { method });
    try {
      await server.post({ file: wav, job_id: 'running' });
      await server.post({ file: wav, job_id: 'waiting' });
      await expect.poll(async () => (await server.status('running')).status).toBe('processing');
      await server.post({ file: other, job_id: 'behind' });
      expect(await server.status('running')).toMatchObject({ place: null });
      expect(await server.status('waiting')).toMatchObject({ place: 0, seconds_left: null });
      expect(await server.status('behind')).toMatchObject({ place: 1 });
      await cancel('behind');
      expect(await (await cancel('waiting', 'DELETE')).json()).toMatchObject({ status: 'cancelled' });
      const waiter = server.status('running', 30);
      expect(await (await cancel('running')).json()).toMatchObject({ status: 'cancelled', error: null });
      expect(await waiter).toMatchObject({ status: 'cancelled' });
      // May be repeated; what ended otherwise cannot be cancelled.
      expect((await cancel('running')).status).toBe(200);
      await server.post({ file: other, job_id: 'done', model: 'default' });
      await server.status('done', 30);
      expect([(await cancel('done')).status, await codeOf(await cancel('done'))]).toEqual([
        409,
        'state-conflict',
      ]);
      expect((await cancel('nobody')).status).toBe(404);
      expect(await server.listIncoming()).toEqual([]);
    } finally {
      await server.close();
    }
  });
});

describe('an end and a new beginning', () => {
  it('answers for jobs that ended before, and knows a conflict with them', async () => {
    const place = makePlace();
    const first = await startTestServer({ folder: place });
    await first.post({ file: wav, job_id: 'kept' });
    const job = await first.status('kept', 30);
    await first.post({ file: wav, job_id: 'broken', model: 'fail' });
    const broken = await first.status('broken', 30);
    expect(broken).toMatchObject({ status: 'failed', error_code: 'engine-failed' });
    expect(broken.error).toContain('speech engine');
    await first.close();

    const second = await startTestServer({ folder: place });
    try {
      expect(await second.status('kept')).toMatchObject({ ...job });
      expect(await second.status('broken')).toMatchObject({ status: 'failed', error: broken.error });
      const again = await second.post({ file: wav, job_id: 'kept' });
      expect(await again.json()).toMatchObject({ status: 'completed', text: job.text });
      expect((await second.post({ file: other, job_id: 'kept' })).status).toBe(409);
    } finally {
      await second.close();
    }
  });

  it('leaves a job that it cuts off free to be sent again', async () => {
    const place = makePlace();
    const first = await startTestServer({ folder: place, model: 'slow' });
    await first.post({ file: wav, job_id: 'cut off' });
    await first.close();
    expect(await first.listResults()).toEqual([]);
    expect(await first.listIncoming()).toEqual([]);
    const second = await startTestServer({ folder: place });
    try {
      expect(await codeOf(await fetch(`${second.url}/status/cut%20off`))).toBe('job-not-found');
      expect((await second.post({ file: wav, job_id: 'cut off' })).status).toBe(202);
    } finally {
      await second.close();
    }
  });

  it('takes a file of somebody else for no result', async () => {
    const server = await start();
    try {
      await server.post({ file: wav, job_id: 'first' });
      await server.status('first', 30);
      await writeFile(join(server.folder, 'foreign.json'), '{"hello": "world"}');
      await writeFile(join(server.folder, 'half.json'), '{"job_id": "ha');
      for (const id of ['foreign', 'half'])
        expect(await codeOf(await fetch(`${server.url}/status/${id}`))).toBe('job-not-found');
    } finally {
      await server.close();
    }
  });
});

describe('who may ask', () => {
  it('everybody who shows the key, where there is one', async () => {
    const server = await start({ key: 'a-long-secret' });
    const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
    try {
      expect((await server.post({ file: wav, job_id: 'a' })).status).toBe(401);
      expect((await server.post({ file: wav, job_id: 'a' }, bearer('another-secret'))).status).toBe(401);
      expect((await fetch(`${server.url}/status/a`)).status).toBe(401);
      expect((await fetch(`${server.url}/cancel/a`, { method: 'POST' })).status).toBe(401);
      const answer = await server.post({ file: wav, job_id: 'a' }, bearer('a-long-secret'));
      expect(answer.status).toBe(202);
      expect((await fetch(`${server.url}/health`)).status).toBe(200);
    } finally {
      await server.close();
    }
  });
});

describe('the model', () => {
  it('is loaded once, before anybody asks', async () => {
    const engines = createTestEngines();
    const server = await start({ engines });
    try {
      await waitUntilLoaded(server);
      expect(engines.requests).toEqual([{}]);
    } finally {
      await server.close();
    }
  });

  it('is told of while it cannot be had, and taken when it can', async () => {
    const engines = createScriptedEngines('default');
    let missing = true;
    const open: typeof engines.open = async (...args) => {
      if (missing) throw new EfirError('model-missing', { model: 'whisper-medium' });
      return engines.open(...args);
    };
    const server = await start({ engines: { ...engines, open } });
    const askHealth = async () => fetch(`${server.url}/health`);
    try {
      await expect.poll(async () => (await askHealth()).status).toBe(503);
      expect(await (await askHealth()).json()).toMatchObject({ status: 'failed', model_loaded: false });
      missing = false;
      await waitUntilLoaded(server);
    } finally {
      await server.close();
    }
  });
});

async function waitUntilLoaded(server: TestServer): Promise<void> {
  const isLoaded = async () =>
    serverHealthSchema.parse(await (await fetch(`${server.url}/health`)).json()).model_loaded;
  await expect.poll(isLoaded, { timeout: 30_000 }).toBe(true);
}

/** With headers that `fetch` keeps to itself. */
function askWith(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${url}/status/nobody`, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

/** Announces more than it sends, and hangs up. */
function cutUpload(url: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const upload = request(`${url}/transcribe?job_id=cut`, {
      method: 'POST',
      headers: { 'content-length': 500_000, 'content-type': 'application/octet-stream' },
    });
    upload.on('error', () => resolve());
    upload.write(bytes, () => setTimeout(() => upload.destroy(new Error('cut')), 100));
  });
}
