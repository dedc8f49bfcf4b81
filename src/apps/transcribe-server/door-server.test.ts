import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRecording, startTestApi, type TestApi } from '../../../test/support/api.ts';
import {
  happen,
  makePiece,
  makeSegment,
  media,
  talkStory,
  wholeStory,
} from '../../../test/support/recordings.ts';
import { ask, standardServer } from '../../../test/support/transcribe-server.ts';
import type { TenantId } from '../../core/ids.ts';
import { silentLogger } from '../../core/logger.ts';
import { authenticateApiKey } from '../../domain/identity/index.ts';
import { getTexts } from '../../texts/texts.ts';
import { type JobBody, jobSchema, serverHealthSchema } from '../../wire/transcribe-server.ts';
import { openDoorDesk } from './door-desk.ts';
import { startTranscribeServer, type TranscribeServer } from './start-transcribe-server.ts';

/*
 * The transcription server as a door, beside the api on one database. What workers do is told by `happen`.
 */
let api: TestApi;
let folder: string;
let server: TranscribeServer;
let requests: ReturnType<typeof ask>;
const wav = new Blob([makeRecording()]);
const other = new Blob([makeRecording(6_000)]);

function openDoor(options: { capacity?: number; key?: string } = {}): Promise<TranscribeServer> {
  const desk = openDoorDesk({
    database: api.db.database,
    ports: { blobs: api.blobs },
    rules: [api.rules],
    countEnd: () => {},
    tenantId: api.tenantId,
    results: { folder, keep: 3600 },
    capacity: options.capacity ?? 1000,
    maxFileSize: 1_000_000,
    engine: 'scripted',
    model: 'default',
    texts: getTexts('en'),
    logger: silentLogger,
  });
  const authenticate = async (key: string): Promise<TenantId> =>
    (await authenticateApiKey(api.db.database, key)).tenantId;
  return startTranscribeServer({
    ...standardServer,
    desk,
    guard: { key: options.key, authenticate },
    maxFileSize: 1_000_000,
  });
}

beforeAll(async () => {
  api = await startTestApi();
  folder = await mkdtemp(join(tmpdir(), 'efir-door-'));
  server = await openDoor();
  requests = ask(server.url);
});
afterAll(async () => {
  await server.close();
  await api.close();
  await rm(folder, { recursive: true });
});

async function send(
  fields: Record<string, string | Blob>,
  headers: Record<string, string> = {},
): Promise<JobBody> {
  const answer = await requests.post(fields, headers);
  if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
  return jobSchema.parse(await answer.json());
}
const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;
const idOf = (job: JobBody) => job.recording_id ?? '';

describe('a job', () => {
  it('is a recording that every door answers for, from its beginning to its end', async () => {
    const job = await send({ file: wav, job_id: '123', language: 'Russian' });
    expect(job).toMatchObject({ status: 'queued', progress: 0, language: 'ru', place: 0 });
    const id = idOf(job);
    const seen = await (await api.fetch(`/v1/recordings/${id}`, { key: api.key })).json();
    expect(seen).toMatchObject({ id, state: 'queued', file_name: 'audio.wav', options: { language: 'ru' } });

    await happen(api, id, [
      { type: 'started', worker_id: 'w' },
      { type: 'probed', media },
    ]);
    await happen(api, id, [makePiece(2, [makeSegment(0)])]);
    expect(await requests.status('123')).toMatchObject({ status: 'processing', progress: 30, duration: 10 });

    const waiting = requests.status('123', 30);
    await happen(api, id, wholeStory.slice(3));
    const done = await waiting;
    expect(done).toMatchObject({ status: 'completed', progress: 100, engine: 'scripted', recording_id: id });
    expect(done.segments.length).toBeGreaterThan(0);
    // By the id that the recording has everywhere, too.
    expect(await requests.status(id)).toMatchObject({ job_id: id, recording_id: id, text: done.text });
  });

  it('gets its files when it ends, asked for or not', async () => {
    const job = await send({ file: wav, job_id: 'unasked' });
    await happen(api, idOf(job), wholeStory);
    const path = join(folder, 'unasked.json');
    await expect.poll(() => readFile(path, 'utf8').catch(() => ''), { timeout: 20_000 }).not.toBe('');
    const written = jobSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    expect(written).toMatchObject({ status: 'completed', recording_id: job.recording_id });
    expect(await readFile(join(folder, 'unasked.txt'), 'utf8')).toBe(`${written.text}\n`);
  });

  it('gets its files anew when its transcript was corrected, and may ask for speakers and words', async () => {
    const options = { speakers: '2', hot_words: 'Efir, Redis' };
    const job = await send({ file: wav, job_id: 'corrected', ...options });
    const id = idOf(job);
    const seen = await (await api.fetch(`/v1/recordings/${id}`, { key: api.key })).json();
    expect(seen).toMatchObject({ options: { speakers: 2, diarize: true, hot_words: ['Efir', 'Redis'] } });
    await happen(api, id, talkStory);
    expect(await requests.status('corrected')).toMatchObject({
      version: 1,
      speakers: [{ id: 'S1' }, { id: 'S2' }],
    });
    await api.fetch(`/v1/recordings/${id}/transcript/segments/0`, {
      key: api.key,
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: '{"text": "put right"}',
    });
    expect(await requests.status('corrected')).toMatchObject({
      version: 2,
      text: expect.stringMatching(/^put right/),
    });
    expect(await readFile(join(folder, 'corrected.txt'), 'utf8')).toMatch(/^put right/);
    const wrong = await requests.post({ file: wav, job_id: 'wrong', speakers: '2', by_channel: 'true' });
    expect([wrong.status, await codeOf(wrong)]).toEqual([400, 'request-invalid']);
  });

  it('is the same again for the same content, whatever the file is called, and a conflict for another', async () => {
    const first = await send({ file: wav, job_id: 'same' });
    const form = new FormData();
    form.set('job_id', 'same');
    form.set('file', wav, 'renamed.wav');
    const again = await fetch(`${server.url}/transcribe`, { method: 'POST', body: form });
    expect(await again.json()).toMatchObject({ recording_id: first.recording_id });
    const many = await Promise.all([1, 2, 3, 4].map(() => send({ job_id: 'at once', file: wav })));
    expect(new Set(many.map(idOf)).size).toBe(1);

    const files = await api.listBlobFiles();
    const conflicts = [
      await requests.post({ file: other, job_id: 'same' }),
      await requests.post({ file: wav, job_id: 'same', language: 'ru' }),
    ];
    expect(conflicts.map(({ status }) => status)).toEqual([409, 409]);
    expect(await Promise.all(conflicts.map(codeOf))).toEqual(['job-conflict', 'job-conflict']);
    expect(await api.listBlobFiles()).toEqual(files);
  });

  it('keeps its id for longer than the day that other keys last', async () => {
    const first = await send({ file: wav, job_id: 'old' });
    await api.db.query(
      `update idempotency_keys set created_at = created_at - interval '3 days' where key = 'job old'`,
    );
    await send({ file: wav, job_id: 'newer' });
    expect(await requests.status('old')).toMatchObject({ recording_id: first.recording_id });
    expect(await send({ file: wav, job_id: 'old' })).toMatchObject({ recording_id: first.recording_id });
  });

  it('is no Idempotency-Key of a request', async () => {
    const job = await send({ file: wav, job_id: 'a-key' });
    const answer = await api.fetch('/v1/recordings?file_name=x.wav', {
      key: api.key,
      method: 'POST',
      body: makeRecording(7_000),
      headers: { 'idempotency-key': 'a-key' },
    });
    expect(answer.status).toBe(202);
    expect(((await answer.json()) as { id: string }).id).not.toBe(job.recording_id);
  });

  it('is cancelled here and seen there, and the other way round', async () => {
    const here = await send({ file: wav, job_id: 'cancel here' });
    const cancelled = await fetch(`${server.url}/status/cancel%20here`, { method: 'DELETE' });
    expect(await cancelled.json()).toMatchObject({ status: 'cancelled', recording_id: here.recording_id });
    const seen = await (await api.fetch(`/v1/recordings/${idOf(here)}`, { key: api.key })).json();
    expect(seen).toMatchObject({ state: 'cancelled' });

    const there = await send({ file: wav, job_id: 'cancel there' });
    await api.fetch(`/v1/recordings/${idOf(there)}/cancel`, { key: api.key, method: 'POST' });
    expect(await requests.status('cancel there', 10)).toMatchObject({ status: 'cancelled', error: null });

    const done = await send({ file: wav, job_id: 'done' });
    await happen(api, idOf(done), wholeStory);
    const late = await fetch(`${server.url}/cancel/done`, { method: 'POST' });
    expect([late.status, await codeOf(late)]).toEqual([409, 'state-conflict']);
  });

  it('says why it failed, in the language of the reader', async () => {
    const job = await send({ file: wav, job_id: 'failing' });
    const error = { code: 'media-no-audio' as const, args: { found: 'a picture' } };
    await happen(api, idOf(job), [{ type: 'dead', error }]);
    const answer = await fetch(`${server.url}/status/failing`, { headers: { 'accept-language': 'ru' } });
    const body = jobSchema.parse(await answer.json());
    expect(body).toMatchObject({ status: 'failed', error_code: 'media-no-audio' });
    expect(body.error).toContain('нет звука');
  });

  it('takes its files along when its recording is deleted', async () => {
    const job = await send({ file: wav, job_id: 'deleted' });
    await happen(api, idOf(job), wholeStory);
    expect((await requests.status('deleted')).result_path).toBe(join(folder, 'deleted.json'));
    const gone = await api.fetch(`/v1/recordings/${idOf(job)}`, { key: api.key, method: 'DELETE' });
    expect(gone.status).toBe(204);
    expect(await codeOf(await fetch(`${server.url}/status/deleted`))).toBe('job-not-found');
    expect(await readdir(folder)).not.toContain('deleted.json');
  });

  it.each(['../../x', 'слово/дело', "it's; drop table recordings --", 'a%2fb', 'job x'])(
    'may be called %j',
    async (jobId) => {
      const job = await send({ file: wav, job_id: jobId });
      await happen(api, idOf(job), wholeStory);
      const { result_path: path, ...done } = await requests.status(jobId);
      expect(done).toMatchObject({ job_id: jobId, status: 'completed' });
      expect(path).toMatch(new RegExp(`^${folder}/[\\w%-]+\\.json$`));
    },
  );

  it('leaves nothing when it is refused', async () => {
    const count = async () => (await api.db.query('select 1 from recordings')).length;
    const before = [await count(), await api.listBlobFiles()];
    const answers = [
      await requests.post({ file: new Blob(['words']), job_id: 'refused' }),
      await requests.post({ file: wav, job_id: 'a\u0000b' }),
      await requests.post({ file: wav, job_id: 'refused', language: 'elvish' }),
      await requests.post({ file: new Blob([Buffer.alloc(3_000_000)]), job_id: 'refused' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([415, 400, 422, 413]);
    expect([await count(), await api.listBlobFiles()]).toEqual(before);
  });
});

describe('another process at the same door', () => {
  it('goes on with the jobs of the one before', async () => {
    const first = await openDoor();
    const job = jobSchema.parse(
      await (await ask(first.url).post({ file: wav, job_id: 'handed over' })).json(),
    );
    await first.close();
    const second = await openDoor();
    try {
      await happen(api, idOf(job), wholeStory);
      await expect
        .poll(() => readdir(folder), { timeout: 20_000 })
        .toContain('handed over'.replace(' ', '%20').concat('.json'));
      expect(await ask(second.url).status('handed over')).toMatchObject({ status: 'completed' });
    } finally {
      await second.close();
    }
  });
});

describe('the queue', () => {
  it('is bounded by what waits in the database and what is on its way', async () => {
    const [{ count: waiting } = { count: 0 }] = await api.db.query<{ count: number }>(
      `select count(*)::int as count from recordings where state = 'queued' and tenant_id = '${api.tenantId}'`,
    );
    const door = await openDoor({ capacity: waiting + 3 });
    try {
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          ask(door.url).post({ file: wav, job_id: `bounded-${index}` }),
        ),
      );
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 202).length).toBeGreaterThanOrEqual(1);
      expect(statuses.filter((status) => status === 202).length).toBeLessThanOrEqual(3);
      for (const answer of answers.filter(({ status }) => status !== 202)) {
        expect([answer.status, await codeOf(answer)]).toEqual([429, 'queue-full']);
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      }
    } finally {
      await door.close();
    }
  });
});

describe('who asks', () => {
  it('has the jobs of the tenant of an API key, and no others', async () => {
    const mine = await send({ file: wav, job_id: 'whose' });
    const tenant = await api.db.createTenant();
    const authorization = `Bearer ${await api.createKey(tenant)}`;
    const theirs = await send({ file: wav, job_id: 'whose' }, { authorization });
    expect(theirs.recording_id).not.toBe(mine.recording_id);
    const foreign = await fetch(`${server.url}/status/${mine.recording_id}`, { headers: { authorization } });
    expect([foreign.status, await codeOf(foreign)]).toEqual([404, 'job-not-found']);
    await happen(api, idOf(theirs), wholeStory, tenant);
    const answer = await fetch(`${server.url}/status/whose?wait=10`, { headers: { authorization } });
    const done = jobSchema.parse(await answer.json());
    expect(done.result_path).toBe(join(folder, 'tenants', tenant, 'whose.json'));
  });

  it('needs a key where one is set: that one, or an API key', async () => {
    const door = await openDoor({ key: 'a-long-secret' });
    const askAs = (authorization?: string) =>
      fetch(`${door.url}/status/nobody`, authorization ? { headers: { authorization } } : {});
    try {
      expect((await askAs()).status).toBe(401);
      expect((await askAs('Bearer efir_wrong')).status).toBe(401);
      expect((await askAs('Bearer a-long-secret')).status).toBe(404);
      expect((await askAs(`Bearer ${api.key}`)).status).toBe(404);
      expect((await fetch(`${door.url}/health`)).status).toBe(200);
    } finally {
      await door.close();
    }
  });

  it('is no worker of this installation: its work would come back', async () => {
    const answer = await requests.post({ file: wav, job_id: 'circle' }, { 'x-efir-piece': '1' });
    expect([answer.status, await codeOf(answer)]).toEqual([508, 'transcribe-server-circle']);
    const health = serverHealthSchema.parse(await (await fetch(`${server.url}/health`)).json());
    expect(health).toMatchObject({ mode: 'door', status: 'ok', engine: 'scripted', model: 'default' });
    expect(health.queue.waiting).toBeGreaterThan(0);
  });
});

it('does not open to other machines without a key', async () => {
  const desk = openDoorDesk({
    database: api.db.database,
    ports: { blobs: api.blobs },
    rules: [api.rules],
    countEnd: () => {},
    tenantId: api.tenantId,
    results: { folder, keep: 3600 },
    capacity: 1,
    maxFileSize: 1,
    engine: 'scripted',
    model: 'default',
    texts: getTexts('en'),
    logger: silentLogger,
  });
  for (const host of ['0.0.0.0', '::', '192.0.2.1', 'example.org']) {
    const start = startTranscribeServer({ ...standardServer, desk, host, guard: { key: undefined } });
    await expect(start).rejects.toMatchObject({ code: 'key-required', args: { host } });
  }
});
