import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { makeSampleFiles, readTranscript, type Sample } from '../chaos/load.ts';
import { rabbitmqProgram } from '../support/broker-server.ts';
import { describeOverServer } from '../support/describe-over-server.ts';
import { pickHostEnvironment } from '../support/host-environment.ts';
import { type Installation, install } from '../support/installation.ts';

const example = fileURLToPath(new URL('../../examples/rpc-producer.mjs', import.meta.url));
/** Seconds: a busy machine starts processes slowly. */
const patience = 120;
const limit = { timeout: 300_000 };

interface Producer {
  call(method: string, params?: object, seconds?: number): Promise<Record<string, unknown>>;
  notify(method: string, params?: object): Promise<void>;
  close(): Promise<void>;
}

/*
 * Another program calls over a real RabbitMQ, with the library of examples/: api, coordinator, worker and rpc are
 * processes of their own, and a recording is one and the same through every door.
 */
describeOverServer(rabbitmqProgram, 'calls over RabbitMQ', () => {
  let folder: string;
  let sharedFile: string;
  let installation: Installation;
  let samples: Sample[];
  let efir: Producer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'efir-rpc-'));
    await chmod(folder, 0o755);
    samples = await makeSampleFiles(folder);
    const sharedRoot = join(folder, 'shared');
    sharedFile = join(sharedRoot, 'talk.wav');
    await mkdir(sharedRoot);
    await copyFile((samples[0] as Sample).path, sharedFile);
    installation = await install('rabbitmq', {
      roles: ['api', 'coordinator', 'worker', 'rpc'],
      settings: { SHARED_ROOT: sharedRoot, RPC_TIMEOUT: `${patience}s` },
    });
    await vi.waitFor(async () => expect((await fetch(`${installation.url}/ready`)).ok).toBe(true), {
      timeout: patience * 1000,
      interval: 200,
    });
    const { connectRpc } = (await import(pathToFileURL(example).href)) as {
      connectRpc(url: string, options: object): Promise<Producer>;
    };
    const url = installation.broker?.url ?? '';
    efir = await connectRpc(url, { key: installation.key, timeout: patience });
  }, 300_000);
  afterAll(async () => {
    await efir?.close();
    await installation?.close();
    await rm(folder, { recursive: true, force: true });
  });
  const overHttp = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${installation.key}`, ...init.headers };
    const answer = await fetch(`${installation.url}${path}`, { ...init, headers });
    expect(answer.ok).toBe(true);
    return (await answer.json()) as Record<string, unknown>;
  };

  it('answers the example on the command line', limit, async () => {
    const env = {
      ...pickHostEnvironment(),
      RABBITMQ_URL: installation.broker?.url ?? '',
      RPC_KEY: installation.key,
      RPC_TIMEOUT: `${patience}`,
    };
    const { stdout } = await promisify(execFile)(process.execPath, [example, 'system.ping'], { env });
    expect(JSON.parse(stdout)).toMatchObject({ pong: true });
    const wrong = promisify(execFile)(process.execPath, [example, 'media.nothing'], { env });
    await expect(wrong).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('media.nothing') });
  });

  it('makes of an uploaded file the recording that every door knows', limit, async () => {
    const body = await readFile((samples[1] as Sample).path);
    const file = await overHttp('/files/upload?file_name=talk.wav', { method: 'POST', body });
    const source = { file_id: file['file_id'], session_id: file['session_id'] };
    const made = await efir.call('media.transcribe', { ...source, wait: true, timeout: patience });
    expect(made).toMatchObject({ state: 'succeeded', repeated: false });
    const id = String(made['recording_id']);
    expect(await overHttp(`/v1/recordings/${id}`)).toMatchObject({ id, state: 'succeeded' });
    expect(await efir.call('media.status', { recording_id: id })).toMatchObject({ state: 'succeeded' });
    const transcript = await efir.call('media.transcript', { recording_id: id });
    const segments = JSON.parse(await readTranscript(installation, id)) as unknown;
    expect(String(made['text']).length).toBeGreaterThan(0);
    expect(transcript['content']).toMatchObject({ segments });
  });

  it('gives the same recording for the same key, and cancels it for all', limit, async () => {
    const params = { file_path: sharedFile, idempotency_key: 'twice', options: { model: 'hang' } };
    const first = await efir.call('media.transcribe', params);
    const again = await efir.call('media.execute', params);
    expect(again).toMatchObject({ recording_id: first['recording_id'], repeated: true });
    const id = String(first['recording_id']);
    await efir.notify('media.cancel', { recording_id: id });
    await expect
      .poll(async () => (await overHttp(`/v1/recordings/${id}`))['state'], { timeout: patience * 1000 })
      .toBe('cancelled');
  });

  it('loses and doubles nothing when the process that answers is killed in the middle', limit, async () => {
    const count = async () => Number((await installation.query('select 1 from recordings')).length);
    const before = await count();
    const options = { model: 'default' };
    const asked = efir.call('media.transcribe', { file_path: sharedFile, wait: true, options });
    await expect.poll(count, { timeout: patience * 1000, interval: 5 }).toBe(before + 1);
    const rpc = installation.roles.find(({ name }) => name.startsWith('rpc'));
    rpc?.kill();
    expect(await asked).toMatchObject({ state: 'succeeded' });
    expect(await count()).toBe(before + 1);
  });
});
