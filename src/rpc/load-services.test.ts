import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCalls } from '../../test/support/calls.ts';
import { limitCalls } from './limit-calls.ts';
import { loadServices } from './load-services.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-services-'));
  const write = async (name: string, text: string) => {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, `${name}.service.ts`), text);
  };
  await write('greet', "export const service = { name: 'greet', methods: { execute: {} } };");
  await write('nameless', "export const service = { name: 'other', methods: { execute: {} } };");
  await write('idle', "export const service = { name: 'idle', methods: {} };");
  await write('empty', 'export const nothing = 1;');
});
afterAll(() => rm(folder, { recursive: true }));

const load = (...names: string[]) => loadServices(names, pathToFileURL(`${folder}/`));

describe('services', () => {
  test('are found by their files and switched on by name', async () => {
    expect((await load('greet', 'greet')).map(({ name }) => name)).toEqual(['greet']);
    expect(await load()).toEqual([]);
  });

  test('that no file has are a wrong setting, which names those there are', async () => {
    await expect(load('missing')).rejects.toMatchObject({
      code: 'setting-invalid',
      args: { name: 'RPC_SERVICES', value: 'missing', accepts: 'empty, greet, idle, nameless' },
    });
  });

  test.each(['nameless', 'idle', 'empty'])('that are none are told at the start: %s', async (name) => {
    await expect(load(name)).rejects.toMatchObject({ code: 'internal' });
  });

  test('that are built in describe themselves', async () => {
    const { call } = openCalls(await loadServices(['media', 'system']));
    const ask = (method: string) => ({ jsonrpc: '2.0', method, id: 1 });
    const described = (await call(ask('rpc.discover'))) as {
      result: { openrpc: string; methods: { name: string; params: { name: string }[]; result: object }[] };
    };
    expect(await call(ask('system.describe'))).toEqual(described);
    const { methods, openrpc } = described.result;
    expect(openrpc).toBe('1.3.2');
    expect(methods.map(({ name }) => name)).toEqual([
      'media.execute',
      'media.transcribe',
      'media.status',
      'media.transcript',
      'media.cancel',
      'system.execute',
      'system.ping',
      'system.describe',
    ]);
    const status = methods.find(({ name }) => name === 'media.status');
    expect(status).toMatchObject({
      params: [
        { name: 'recording_id', required: true },
        { name: 'timeout', required: false },
      ],
      'x-scope': 'recordings:read',
    });
    expect(await call(ask('system.ping'))).toMatchObject({ result: { pong: true } });
  });
});

test('so many calls a minute are admitted for each tenant', () => {
  const admit = limitCalls(2);
  admit('a');
  admit('a');
  expect(() => admit('a')).toThrow(expect.objectContaining({ code: 'rate-limited' }));
  expect(() => admit('b')).not.toThrow();
});
