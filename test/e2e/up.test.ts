import { existsSync, openAsBlob } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { transcriptSchema } from '../../src/compute/speech/transcript.ts';
import { makeSamples, silence, speech, writeWav } from '../support/audio.ts';
import { runCli, type StartedCommand, startCli } from '../support/command.ts';
import { startWebTarget } from '../support/web-target.ts';

/*
 * `efir up` as a person meets it: a fresh data directory, its own database, the first key, a recording through the
 * door, the other commands beside it, and an end that leaves nothing running.
 */
let folder: string;
let wav: string;
let up: StartedCommand;
let url: string;
let key: string;

const environment = (more: Readonly<Record<string, string>> = {}) => ({
  EFIR_DATA_DIR: join(folder, 'data'),
  EFIR_ENGINE: 'scripted',
  SCRIPTED_CPU_SECONDS: '0',
  PORT: '0',
  WEBHOOK_PRIVATE_HOSTS: '127.0.0.1',
  ...more,
});

const beside = (...argv: string[]) => runCli(argv, { environment: environment() });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-up-'));
  // The database runs as a user of its own where we are root, and has to get in here.
  await chmod(folder, 0o755);
  wav = join(folder, 'talk.wav');
  await writeWav(wav, makeSamples([speech(3), silence(1), speech(2)]));
  up = startCli(['up'], { environment: environment() });
  await vi.waitFor(() => expect(up.stdout()).toContain('Ctrl-C ends it.'), {
    timeout: 100_000,
    interval: 100,
  });
  url = /http:\/\/localhost:\d+/.exec(up.stdout())?.[0] ?? '';
  key = /efir_[\w-]+/.exec(up.stdout())?.[0] ?? '';
}, 120_000);

afterAll(async () => {
  up.stop();
  await up.ended;
  await rm(folder, { recursive: true, force: true });
});

describe('efir up', () => {
  test('says where to go, with a key and an example that works as it stands', async () => {
    expect(up.stdout()).toContain(`Efir is on air at ${url}`);
    expect(up.stdout()).toContain('Your API key, shown only this once:');
    expect(up.stdout()).toContain(
      `curl -H 'Authorization: Bearer ${key}' -F file=@talk.ogg ${url}/v1/recordings`,
    );
    const ready = await fetch(`${url}/ready`);
    expect(ready.status).toBe(200);
  });

  test('shows a code with which whoever sees it becomes the first user, once', async () => {
    const [code] = /^ {4}(\w{4}-\w{4}-\w{4})$/m.exec(up.stdout())?.slice(1) ?? [];
    expect(up.stdout()).toContain(`Open ${url} in a browser`);
    const setUp = () =>
      fetch(`${url}/v1/auth/setup`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code, email: 'anna@example.com', password: 'long enough', name: 'Anna' }),
      });
    const answer = await setUp();
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ rank: 'owner', tenant: { name: 'first' } });
    expect((await setUp()).status).toBe(409);
  });

  test('writes a recording down through the door', async () => {
    const through = [
      'transcribe',
      wav,
      '--server',
      url,
      '--key',
      key,
      '--format',
      'json',
      '--language',
      'en',
    ];
    const outcome = await beside(...through);
    expect(outcome.exit).toBe(0);
    const transcript = transcriptSchema.parse(JSON.parse(outcome.stdout));
    const here = await beside('transcribe', wav, '--format', 'json', '--language', 'en');
    expect(transcript.segments).toEqual(transcriptSchema.parse(JSON.parse(here.stdout)).segments);
  });

  test('calls back who asked for it, with the words of the recording', async () => {
    const target = await startWebTarget();
    const through = ['transcribe', wav, '--server', url, '--key', key, '--language', 'en'];
    const outcome = await beside(...through, '--callback-url', target.url);
    expect(outcome.exit).toBe(0);
    await expect.poll(() => target.received.length, { timeout: 20_000 }).toBe(1);
    const news = JSON.parse(target.received[0]?.body ?? '');
    expect(news.type).toBe('recording.succeeded');
    expect(outcome.stdout.replaceAll(/\s+/g, ' ').trim()).toBe(news.data.transcript.text);
    const refused = await beside(...through, '--callback-url', 'http://10.0.0.1/');
    expect(refused).toMatchObject({
      exit: 64,
      stderr: expect.stringContaining('it leads into a private network'),
    });
    await target.close();
  });

  test('answers OpenAI’s client', async () => {
    const client = new OpenAI({ apiKey: key, baseURL: `${url}/v1` });
    const file = new File([await openAsBlob(wav)], 'talk.wav');
    const { text } = await client.audio.transcriptions.create({ file, model: 'whisper-1', language: 'en' });
    const here = await beside('transcribe', wav, '--format', 'json', '--language', 'en');
    expect(text).toBe(transcriptSchema.parse(JSON.parse(here.stdout)).text);
    expect((await client.models.list()).data.map(({ id }) => id)).toContain('whisper-1');
  });

  test('words an error of the server in the reader’s language, with its code and exit code', async () => {
    const through = ['transcribe', wav, '--server', url, '--key', 'efir_wrong'];
    const outcome = await runCli(through, { environment: environment({ EFIR_LANG: 'ru' }) });
    expect(outcome.exit).toBe(77);
    expect(outcome.stderr).toContain('efir: Вы не вошли, или ключа API нет, или он неверен');
    expect(outcome.stderr).toContain('[unauthorised]');
  });

  test('tells why a recording failed on the server', async () => {
    const outcome = await beside('transcribe', wav, '--server', url, '--key', key, '--model', 'fail');
    expect(outcome.exit).toBe(70);
    expect(outcome.stderr).toMatch(/\[engine-failed\] request [\da-f-]{36}/);
    expect(outcome.stderr).toContain('could not do its work: the server’s log says more.');
  });

  test('cancels on the server what Ctrl-C cancels here', async () => {
    const long = join(folder, 'long.wav');
    await writeWav(long, makeSamples([speech(60)]));
    const through = ['transcribe', long, '--server', url, '--key', key, '--model', 'slow'];
    const command = startCli(through, { environment: environment(), terminal: true });
    await expect.poll(() => listStates(long), { timeout: 20_000 }).toEqual(['running']);
    command.stop();
    expect((await command.ended).exit).toBe(130);
    await expect.poll(() => listStates(long)).toEqual(['cancelled']);
  });

  test('refuses a second one on the same data directory, with what to do', async () => {
    const second = await beside('up');
    expect(second.exit).toBe(75);
    expect(second.stderr).toContain('[data-directory-in-use]');
    expect(second.stderr).toContain('EFIR_DATA_DIR and PORT');
  });

  test('names the port that is taken', async () => {
    const port = new URL(url).port;
    const second = await runCli(['worker'], { environment: environment({ PORT: String(Number(port) - 2) }) });
    expect(second.exit).toBe(69);
    expect(second.stderr).toContain(`Port ${port} is taken by another program.`);
  });

  test('keys are made, listed and revoked beside it, and hold at once', async () => {
    const created = await beside(
      'token',
      'create',
      '--name',
      'test',
      '--scope',
      'recordings:read',
      '--days',
      '1',
    );
    expect(created.stderr).toContain('shown only this once');
    const text = created.stdout.trim();
    const ask = () => fetch(`${url}/v1/recordings`, { headers: { authorization: `Bearer ${text}` } });
    expect((await ask()).status).toBe(200);
    const listed =
      (await beside('token', 'list')).stdout.split('\n').find((line) => line.endsWith('test')) ?? '';
    expect(listed).toContain('recordings:read');
    const [id = ''] = listed.split(' ');
    expect((await beside('token', 'revoke', id)).exit).toBe(0);
    expect((await ask()).status).toBe(401);
    expect((await beside('token', 'list', '--json')).stdout).toContain(`"id": "${id}"`);
  });

  test.each([
    [['create', '--scope', 'everything'], 64, 'There is no scope “everything”'],
    [['create', '--days', 'soon'], 64, '--days takes a whole number'],
    [['list', '--tenant', 'me'], 64, '--tenant me'],
    [['revoke', 'nothing'], 66, 'There is no such API key'],
    [['revoke', '01900000-0000-7000-8000-0000000000ff'], 66, 'There is no such API key'],
  ])('refuses token %j', async (argv, exit, sentence) => {
    const outcome = await beside('token', ...argv);
    expect(outcome.exit).toBe(exit);
    expect(outcome.stderr).toContain(sentence);
  });

  test('migrate and the doctor work beside it', async () => {
    expect(await beside('migrate')).toMatchObject({ exit: 0, stdout: 'The database is up to date.\n' });
    const port = new URL(url).port;
    const doctor = await runCli(['doctor'], { environment: environment({ PORT: port }) });
    expect(doctor.stdout).toContain(`✓ port ${port} is served by a running efir`);
    expect(doctor.stdout).toContain(`✓ database of its own, at ${join(folder, 'data/database')}`);
    expect(doctor.exit).toBe(0);
  });

  test('a worker alone answers health, and says that nobody hands it work', async () => {
    const worker = startCli(['worker'], { environment: environment() });
    await expect.poll(worker.stderr, { timeout: 20_000 }).toContain('worker is running');
    await expect.poll(worker.stderr).toContain('without BROKER_URL no other process can reach it');
    const place = /http:\/\/[\d.]+:\d+/.exec(worker.stderr())?.[0];
    expect((await fetch(`${place}/health`)).status).toBe(200);
    expect(await (await fetch(`${place}/metrics`)).text()).toContain('process_cpu_seconds_total');
    worker.stop();
    expect((await worker.ended).exit).toBe(0);
  });

  test('ends with 0 when it is told to, and takes its database with it', async () => {
    const [pid = ''] = (await readFile(join(folder, 'data/database/cluster/postmaster.pid'), 'utf8')).split(
      '\n',
    );
    up.stop();
    const outcome = await up.ended;
    expect(outcome.exit).toBe(0);
    expect(outcome.stderr).toContain('efir: finishing …');
    expect(existsSync(join(folder, 'data/database/cluster/postmaster.pid'))).toBe(false);
    await expect.poll(() => existsSync(`/proc/${pid}/exe`), { timeout: 10_000 }).toBe(false);
  });
});

async function listStates(path: string): Promise<string[]> {
  const answer = await fetch(`${url}/v1/recordings`, { headers: { authorization: `Bearer ${key}` } });
  const { recordings } = (await answer.json()) as { recordings: { file_name: string; state: string }[] };
  return recordings.filter(({ file_name }) => path.endsWith(`/${file_name}`)).map(({ state }) => state);
}
