import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { transcriptSchema } from '../../src/compute/speech/transcript.ts';
import { type JobBody, jobSchema, serverHealthSchema } from '../../src/wire/transcribe-server.ts';
import { makeSamples, silence, speech, writeWav } from '../support/audio.ts';
import { runCli, type StartedCommand, startCli } from '../support/command.ts';
import { startServerProcess } from '../support/transcribe-server.ts';

/*
 * The transcription server as its users meet it: in `efir up`, beside it, and as the engine of another installation
 * whose servers die.
 */
let folder: string;
const started: { stop(): unknown; ended?: Promise<unknown> }[] = [];

const environment = (more: Readonly<Record<string, string>> = {}) => ({
  EFIR_DATA_DIR: join(folder, 'data'),
  EFIR_ENGINE: 'scripted',
  SCRIPTED_CPU_SECONDS: '0',
  PORT: '0',
  TRANSCRIBE_SERVER_PORT: '0',
  ...more,
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-door-3-'));
  // The database runs as a user of its own where we are root, and has to get in here.
  await chmod(folder, 0o755);
  await writeWav(join(folder, 'audio.wav'), makeSamples([speech(3), silence(1), speech(2)]));
});
afterAll(async () => {
  for (const one of started.reverse()) {
    await one.stop();
    await one.ended;
  }
  await rm(folder, { recursive: true, force: true });
});

async function start(argv: readonly string[], more: Record<string, string> = {}): Promise<StartedCommand> {
  const command = startCli(argv, { environment: environment(more) });
  started.push(command);
  return command;
}
async function findUrl(command: StartedCommand): Promise<string> {
  const find = () => /(http:\/\/127\.0\.0\.1:\d+)\/transcribe/.exec(command.stdout() + command.stderr())?.[1];
  await vi.waitFor(() => expect(find()).toBeDefined(), { timeout: 100_000, interval: 100 });
  return find() ?? '';
}
async function curl(...args: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)('curl', ['-sS', ...args], { cwd: folder });
  return JSON.parse(stdout);
}
const post = (url: string, jobId: string) =>
  curl(
    ...['-X', 'POST', `${url}/transcribe`],
    ...['-F', 'file=@audio.wav', '-F', `job_id=${jobId}`, '-F', 'language=ru'],
  );
async function waitForEnd(url: string, jobId: string): Promise<JobBody> {
  const read = async () => jobSchema.parse(await curl(`${url}/status/${jobId}?wait=10`));
  await vi.waitFor(async () => expect((await read()).status).toBe('completed'), { timeout: 60_000 });
  return read();
}

test('efir up opens the door when its port is set, and another process opens it again beside', async () => {
  const up = await start(['up']);
  const url = await findUrl(up);
  expect(await post(url, '123')).toMatchObject({ job_id: '123', language: 'ru' });
  const job = await waitForEnd(url, '123');
  expect(job.recording_id).toMatch(/^[\da-f-]{36}$/);
  const written: unknown = JSON.parse(await readFile(job.result_path ?? '', 'utf8'));
  expect(jobSchema.parse(written)).toMatchObject({ text: job.text });
  const { text, segments } = job;
  const alone = await runCli(['transcribe', join(folder, 'audio.wav'), '-f', 'json', '-l', 'ru'], {
    environment: environment(),
  });
  expect({ text, segments }).toEqual(pick(alone.stdout));

  const beside = await start(['transcribe-server']);
  const other = await findUrl(beside);
  expect(other).not.toBe(url);
  expect(serverHealthSchema.parse(await curl(`${other}/health`))).toMatchObject({ mode: 'door' });
  expect(jobSchema.parse(await curl(`${other}/status/123`)).recording_id).toBe(job.recording_id);
  await post(other, 'through-the-other');
  expect(await waitForEnd(url, 'through-the-other')).toMatchObject({ text: job.text });
  beside.stop();
  expect((await beside.ended).exit).toBe(0);

  // Whoever takes that door for a server would send the work in a circle.
  const circle = await runCli(['transcribe', join(folder, 'audio.wav')], {
    environment: environment({ EFIR_ENGINE: 'transcribe-server', TRANSCRIBE_SERVER_URL: url }),
  });
  expect(circle.exit).toBe(78);
  expect(circle.stderr).toContain('[transcribe-server-circle]');
}, 240_000);

test('without a database it recognises by itself', async () => {
  const server = await start(['transcribe-server'], { EFIR_DATA_DIR: join(folder, 'nothing') });
  const url = await findUrl(server);
  await post(url, '123');
  expect(await waitForEnd(url, '123')).toMatchObject({ recording_id: null, language: 'ru' });
  server.stop();
  expect((await server.ended).exit).toBe(0);
}, 60_000);

test('one that was killed answers, at its next start, for what had ended, and takes the rest again', async () => {
  const place = { EFIR_DATA_DIR: join(folder, 'killed'), WORKER_SLOTS: '2' };
  const first = await startServerProcess(place);
  started.push(first);
  await post(first.url, 'ended');
  const ended = await waitForEnd(first.url, 'ended');
  const slow = ['-F', 'file=@audio.wav', '-F', 'job_id=in-work', '-F', 'model=slow'];
  await curl('-X', 'POST', `${first.url}/transcribe`, ...slow);
  first.kill('SIGKILL');
  await vi.waitFor(() => expect(fetch(`${first.url}/health`)).rejects.toThrow(), { timeout: 20_000 });

  const second = await startServerProcess(place);
  started.push(second);
  expect(jobSchema.parse(await curl(`${second.url}/status/ended`))).toEqual(ended);
  expect(await curl(`${second.url}/status/in-work`)).toMatchObject({ error: { code: 'job-not-found' } });
  await curl('-X', 'POST', `${second.url}/transcribe`, ...slow);
  expect(await waitForEnd(second.url, 'in-work')).toMatchObject({ text: ended.text });
  // What the killed one had taken in is gone with it.
  const left = await readdir(join(folder, 'killed', 'transcribe-server'));
  expect(left.filter((name) => name.startsWith('incoming-'))).toHaveLength(1);
}, 90_000);

test.each([
  ['its own engine is other servers', { EFIR_ENGINE: 'transcribe-server' }, 'setting-invalid', 'EFIR_ENGINE'],
  ['strangers could reach it', { HOST: '0.0.0.0' }, 'key-required', 'TRANSCRIBE_SERVER_KEY'],
  ['the device is none of ours', { WHISPER_DEVICE: 'tpu' }, 'setting-invalid', 'cpu, cuda or auto'],
  ['the model is unknown', { WHISPER_MODEL: 'huge' }, 'setting-invalid', 'large-v3'],
])('does not start when %s', async (_why, more, code, words) => {
  const outcome = await runCli(['transcribe-server', '--stateless'], { environment: environment(more) });
  expect(outcome.exit).toBe(78);
  expect(outcome.stderr).toContain(`[${code}]`);
  expect(outcome.stderr).toContain(words);
});

test('a recording is whole when one of two servers is killed in the middle of it', async () => {
  const long = join(folder, 'long.wav');
  await writeWav(long, makeSamples(Array.from({ length: 8 }, () => [speech(14), silence(4)]).flat()));
  const through = ['transcribe', long, '-f', 'json', '-l', 'en'];
  const undisturbed = await runCli(through, { environment: environment() });
  const servers = await Promise.all([1, 2].map(() => startServerProcess({ SCRIPTED_CPU_SECONDS: '0.1' })));
  started.push(...servers);
  const urls = servers.map(({ url }) => url);
  // Chosen by itself, because servers are named.
  const settings = { EFIR_ENGINE: 'auto', TRANSCRIBE_SERVER_URL: urls.join(',') };
  const command = startCli(through, { environment: environment(settings) });
  const isBusy = async () => {
    const { queue } = serverHealthSchema.parse(await curl(`${urls[0]}/health`));
    return queue.running;
  };
  await vi.waitFor(async () => expect(await isBusy()).toBeGreaterThan(0), { timeout: 60_000, interval: 30 });
  servers[0]?.kill('SIGKILL');
  const outcome = await command.ended;
  expect(outcome.stderr).not.toContain('[');
  expect(outcome.exit).toBe(0);
  const transcript = transcriptSchema.parse(JSON.parse(outcome.stdout));
  const whole = transcriptSchema.parse(JSON.parse(undisturbed.stdout));
  expect(transcript).toEqual(whole);
}, 180_000);

function pick(json: string) {
  const { segments, text } = transcriptSchema.parse(JSON.parse(json));
  return { text, segments };
}
