import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pickHostEnvironment } from '../../test/support/host-environment.ts';
import { type ModelSource, startModelSource } from '../../test/support/model-source.ts';
import { writePilotModel } from '../../test/support/pilot-tones/pilot-model.ts';
import { EfirError } from '../core/errors.ts';
import { createTestLoad } from '../engine-host/test-load.ts';
import { findInstalledModel, listInstalledModels, verifyModel } from './installed-models.ts';
import { readModelsLock } from './lock-file.ts';
import { type PullProgress, pullModel } from './pull-model.ts';

const name = 'gigaam-v3-ctc';
const modelFile = 'model.int8.onnx';
/** More than the buffers between server and disk, so that a cut leaves a beginning on the disk. */
const content = Buffer.alloc(3_000_000, 'a model, as far as downloading is concerned; ');

let directory: string;
let source: ModelSource;
const tested: string[] = [];
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'efir-test-models-'));
  source = await startModelSource();
  source.files.set(modelFile, content);
  source.files.set('tokens.txt', Buffer.from('<blk> 0\n'));
  tested.length = 0;
});
afterEach(async () => {
  await source.close();
  rmSync(directory, { recursive: true, force: true });
});

const testLoad = async (candidate: { directory: string }): Promise<void> => {
  tested.push(...readdirSync(candidate.directory).sort());
};
const options = () => ({ modelsDirectory: directory, source: source.url, testLoad });
const listRanges = () => source.requests.filter((request) => request.startsWith(modelFile));

describe('pulling a model', () => {
  it('downloads, tries and installs it, tells how far it is, and pins what came', async () => {
    const progress: PullProgress[] = [];
    const model = await pullModel(name, { ...options(), onProgress: (news) => progress.push(news) });
    expect(model).toMatchObject({ name, languages: ['ru'], pinned: true, directory: join(directory, name) });
    expect(readFileSync(join(directory, name, modelFile)).equals(content)).toBe(true);
    expect(tested).toEqual([modelFile, 'tokens.txt']);
    expect(progress.map((news) => news.stage)).toContain('downloading');
    expect(progress.at(-1)).toMatchObject({ stage: 'testing', doneBytes: content.length + 8 });
    expect((await readModelsLock(directory))[name]?.files['tokens.txt']?.bytes).toBe(8);
    expect(readdirSync(directory).sort()).toEqual([name, 'models.lock.json']);
  });

  it('asks for nothing when it is installed', async () => {
    await pullModel(name, options());
    source.requests.length = 0;
    await pullModel(name, options());
    expect(source.requests).toEqual([]);
  });

  it('mends one whose file has lost its end', async () => {
    await pullModel(name, options());
    writeFileSync(join(directory, name, modelFile), 'short');
    await expect(findInstalledModel(directory, name)).rejects.toMatchObject({ code: 'model-corrupt' });
    await pullModel(name, options());
    await verifyModel(directory, name);
    expect(readdirSync(directory).sort()).toEqual([name, 'models.lock.json']);
  });

  it('goes on where the connection was cut', async () => {
    source.misbehaviours.push({ type: 'cut', after: 1_000_000 });
    await pullModel(name, options());
    expect(listRanges()).toHaveLength(2);
    expect(listRanges()[1]).toMatch(/bytes=[1-9]\d*-$/);
    await verifyModel(directory, name);
    expect(readFileSync(join(directory, name, modelFile)).equals(content)).toBe(true);
  });

  it('goes on where an earlier run was stopped', async () => {
    source.misbehaviours.push({ type: 'stall', after: 1_000_000 });
    const controller = new AbortController();
    const onProgress = (news: PullProgress) => news.doneBytes >= 900_000 && controller.abort();
    const stopped = pullModel(name, { ...options(), signal: controller.signal, onProgress });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(await listInstalledModels(directory)).toEqual([]);
    await pullModel(name, options());
    expect(listRanges()[1]).toMatch(/bytes=[1-9]\d*-$/);
    expect(readFileSync(join(directory, name, modelFile)).equals(content)).toBe(true);
  });

  it('begins again where the file has changed since, or the server knows no ranges', async () => {
    source.misbehaviours.push(
      { type: 'cut', after: 1_000_000 },
      { type: 'cut', after: 500_000 },
      { type: 'whole' },
    );
    const other = Buffer.alloc(2_000_000, 'another');
    const changing = { ...options(), onProgress: () => source.files.set(modelFile, other) };
    await pullModel(name, changing);
    expect(readFileSync(join(directory, name, modelFile)).equals(other)).toBe(true);
  });

  it('comes through an overloaded server', async () => {
    source.misbehaviours.push({ type: 'status', status: 503 }, { type: 'status', status: 429 });
    await pullModel(name, options());
    expect(listRanges()).toHaveLength(3);
  });
});

describe('a pull that fails', () => {
  it('names the model that is in no catalogue', async () => {
    await expect(pullModel('nothing', options())).rejects.toMatchObject({ code: 'model-unknown' });
  });

  it('says what the server answered, at once', async () => {
    source.files.delete(modelFile);
    await expect(pullModel(name, options())).rejects.toMatchObject({
      code: 'model-download-failed',
      args: { model: name, detail: expect.stringContaining('404') },
    });
    expect(source.requests).toHaveLength(1);
  });

  it('says why the server cannot be reached', async () => {
    const url = source.url;
    await source.close();
    await expect(pullModel(name, { ...options(), source: url })).rejects.toMatchObject({
      code: 'model-download-failed',
      args: { detail: expect.stringMatching(/^127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)$/) },
    });
    expect(readdirSync(directory)).toEqual([]);
  });

  it('refuses another file than the one that was pinned, and keeps nothing of it', async () => {
    await pullModel(name, options());
    rmSync(join(directory, name), { recursive: true });
    source.files.set(modelFile, Buffer.alloc(content.length, 'the same size, other bytes'));
    await expect(pullModel(name, options())).rejects.toMatchObject({
      code: 'model-corrupt',
      args: { detail: expect.stringContaining(modelFile) },
    });
    expect(readdirSync(directory)).toEqual(['models.lock.json']);
  });

  it('installs and pins nothing that does not load', async () => {
    const failing = async () => {
      throw new EfirError('model-corrupt', { model: name, detail: 'exit code 255' });
    };
    const pulling = pullModel(name, { ...options(), testLoad: failing });
    await expect(pulling).rejects.toMatchObject({ code: 'model-corrupt', args: { detail: 'exit code 255' } });
    expect(readdirSync(directory)).toEqual([]);
  });
});

describe('two pulls at once', () => {
  it('of one model make one download', async () => {
    const models = await Promise.all([pullModel(name, options()), pullModel(name, options())]);
    expect(models.map((model) => model.pinned)).toEqual([true, true]);
    expect(listRanges()).toHaveLength(1);
  });

  it('of two models are both pinned', async () => {
    await Promise.all([pullModel('gigaam-v2-ctc', options()), pullModel(name, options())]);
    expect(Object.keys(await readModelsLock(directory)).sort()).toEqual(['gigaam-v2-ctc', name]);
  });
});

/** A file system of one megabyte; making one needs root. */
function mountSmallDisk(): string | undefined {
  const disk = mkdtempSync(join(tmpdir(), 'efir-test-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'ignore' });
    return disk;
  } catch {
    rmSync(disk, { recursive: true });
    return undefined;
  }
}

describe('a full disk', () => {
  const disk = mountSmallDisk();
  it.skipIf(disk === undefined)('is told, and gets its space back (needs the right to mount)', async () => {
    const small = disk ?? '';
    try {
      await expect(pullModel(name, { ...options(), modelsDirectory: small })).rejects.toMatchObject({
        code: 'disk-full',
      });
      expect(existsSync(join(small, name))).toBe(false);
      expect(readdirSync(small)).toEqual([]);
    } finally {
      execFileSync('umount', [small]);
      rmSync(small, { recursive: true });
    }
  });
});

it('a model that can be loaded, tried for real', async () => {
  const pilot = mkdtempSync(join(tmpdir(), 'efir-test-pilot-'));
  try {
    writePilotModel(pilot);
    source.files.set(modelFile, readFileSync(join(pilot, 'model.onnx')));
    source.files.set('tokens.txt', readFileSync(join(pilot, 'tokens.txt')));
    const realTest = createTestLoad({ environment: pickHostEnvironment(), modelsDirectory: directory });
    const model = await pullModel(name, { ...options(), testLoad: realTest });
    expect(model.pinned).toBe(true);
  } finally {
    rmSync(pilot, { recursive: true });
  }
});

it('a lock file that is no JSON is named, not overwritten', async () => {
  writeFileSync(join(directory, 'models.lock.json'), '{"models"');
  await expect(pullModel(name, options())).rejects.toMatchObject({ code: 'file-unreadable' });
  expect(readFileSync(join(directory, 'models.lock.json'), 'utf8')).toBe('{"models"');
});
