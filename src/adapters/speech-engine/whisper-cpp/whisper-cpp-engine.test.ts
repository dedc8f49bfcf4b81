import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeSamples, speech } from '../../../../test/support/audio.ts';
import { pickHostEnvironment } from '../../../../test/support/host-environment.ts';
import { said, writeSpeakingModel } from '../../../../test/support/whisper/speaking-model.ts';
import { hasWhisperServer, whisperServer } from '../../../../test/support/whisper/whisper-cpp.ts';
import { vocabulary } from '../../../../test/support/whisper/whisper-dimensions.ts';
import { startHostedEngine } from '../../../engine-host/hosted-engine.ts';
import { createSpeechEngines } from '../../../engine-host/pool.ts';
import { createTestLoad } from '../../../engine-host/test-load.ts';
import { addModel } from '../../../models/add-model.ts';
import type { SpeechEngine } from '../../../ports/speech-engine.ts';
import { whisperCppEngine } from './whisper-cpp-engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'efir-whisper-cpp-'));
const speaking = join(folder, 'speaking');
const samples = makeSamples([speech(3)]);
const open: SpeechEngine[] = [];

beforeAll(() => writeSpeakingModel(speaking));
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function load(modelDirectory = speaking, extra: Record<string, string> = {}): Promise<SpeechEngine> {
  const settings = {
    model: 'speaking',
    modelDirectory,
    threads: 1,
    extra: { program: whisperServer, ...extra },
  };
  const engine = await whisperCppEngine.load(settings);
  open.push(engine);
  return engine;
}

/** Servers that a process started; this one's unless named. */
function listServers(parent = process.pid): number[] {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim();
  return children
    .split(' ')
    .map(Number)
    .filter((pid) => pid > 0 && readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('whisper-server'));
}

async function makeModel(name: string, change: (file: string) => Promise<void>): Promise<string> {
  const directory = join(folder, name);
  writeSpeakingModel(directory);
  await change(join(directory, 'ggml-speaking.bin'));
  return directory;
}

const building = process.env['CI'] || hasWhisperServer() ? '' : ' (whisper-server is not built: it is in CI)';

describe.skipIf(building !== '')(`whisper.cpp's server${building}`, () => {
  it('gives words with times, confidence and language, and says that somebody speaks', async () => {
    const engine = await load();
    const piece = await engine.recognise({ samples }, {});
    expect(piece.text).toBe(said.join(' '));
    expect(piece.words.map(({ text }) => text)).toEqual(said);
    expect(piece.words.at(-1)?.end).toBeLessThanOrEqual(2.1);
    for (const { confidence } of piece.words) expect(confidence).toBeGreaterThan(0.9);
    expect(piece.language).toBe('en');
    expect(piece.noSpeech).toBeLessThan(0.1);
  });

  it('takes the language that it is given, also one that it calls otherwise', async () => {
    const engine = await load();
    for (const language of ['ru', 'jv', 'yue']) {
      expect((await engine.recognise({ samples }, { language })).language).toBe(language);
    }
  });

  it('hears hot words before the piece, and decodes otherwise when it is asked again', async () => {
    const engine = await load();
    const plain = await engine.recognise({ samples }, {});
    // The model says by the position what comes next: a prompt moves it along.
    const prompted = await engine.recognise({ samples }, { hotWords: ['Иволга', 'Efir'] });
    expect(prompted).not.toEqual(plain);
    expect((await engine.recognise({ samples }, { again: true })).words.length).toBeGreaterThan(0);
  });

  it('refuses a model whose weights do not fit its head', async () => {
    const directory = await makeModel('english', async (file) => {
      const bytes = await readFile(file);
      bytes.writeInt32LE(vocabulary.size - 1, 4);
      await writeFile(file, bytes);
    });
    await expect(load(directory)).rejects.toMatchObject({ code: 'model-corrupt' });
  });

  it('serves many pieces at once, one after the other', async () => {
    const engine = await load();
    const pieces = await Promise.all(Array.from({ length: 6 }, () => engine.recognise({ samples }, {})));
    expect(new Set(pieces.map(({ text }) => text))).toEqual(new Set([said.join(' ')]));
    expect(listServers()).toHaveLength(1);
  });

  it('starts again after it was killed in the middle of a piece', async () => {
    const engine = await load();
    const [first] = listServers() as [number];
    process.kill(first, 'SIGSTOP');
    const piece = engine.recognise({ samples }, {});
    const failed = expect(piece).rejects.toMatchObject({ code: 'engine-host-died', transient: true });
    process.kill(first, 'SIGKILL');
    await failed;
    expect((await engine.recognise({ samples }, {})).text).toBe(said.join(' '));
    expect(listServers()).not.toContain(first);
  });

  it('is ended when it does not let go of a cancelled piece, and the next one is served', async () => {
    const engine = await load();
    const [first] = listServers() as [number];
    process.kill(first, 'SIGSTOP');
    const stop = new AbortController();
    const piece = engine.recognise({ samples }, { signal: stop.signal });
    const failed = expect(piece).rejects.toMatchObject({ code: 'cancelled' });
    setTimeout(() => stop.abort(), 100);
    await failed;
    expect(listServers()).toEqual([]);
    expect((await engine.recognise({ samples }, {})).text).toBe(said.join(' '));
  });

  it('serves the next piece after one that was cancelled in its work', async () => {
    const engine = await load();
    const stop = new AbortController();
    const piece = engine.recognise({ samples: makeSamples([speech(25)]) }, { signal: stop.signal });
    setTimeout(() => stop.abort(), 20);
    await expect(piece).rejects.toMatchObject({ code: 'cancelled' });
    expect((await engine.recognise({ samples }, {})).text).toBe(said.join(' '));
    expect(listServers()).toHaveLength(1);
  });

  it('goes with its host, however that ends', async () => {
    const host = await startHostedEngine({
      engine: 'whisper-cpp',
      settings: {
        model: 'speaking',
        modelDirectory: speaking,
        threads: 1,
        extra: { program: whisperServer },
      },
      environment: pickHostEnvironment(),
    });
    const [server] = listServers(host.host.pid) as [number];
    process.kill(host.host.pid, 'SIGKILL');
    await expect.poll(() => isRunning(server)).toBe(false);
  });

  it.each([
    ['is cut in the middle', (file: string) => truncate(file, 2_000_000), /fail|not all|error/i],
    ['ends after a few bytes', (file: string) => truncate(file, 40), /ends after 40 bytes/],
    ['is something else', (file: string) => writeFile(file, 'GGUF'.repeat(100)), /no ggml file/],
    ['has a nonsensical head', (file: string) => writeFile(file, `lmgg${'\u007f'.repeat(4000)}`), /./],
  ])('says so of a model that %s', async (_what, spoil, detail) => {
    const directory = await makeModel('spoilt', spoil);
    await expect(load(directory)).rejects.toMatchObject({
      code: 'model-corrupt',
      args: { model: 'speaking', detail: expect.stringMatching(detail) as string },
    });
    expect(listServers()).toEqual([]);
  });

  it('says so of a folder without a model, and of none', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty, { recursive: true });
    await expect(load(empty)).rejects.toMatchObject({ code: 'model-corrupt' });
    await expect(load(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'model-missing' });
  });

  it('says so when no graphics card is there for it', async () => {
    await expect(load(speaking, { provider: 'cuda' })).rejects.toMatchObject({
      code: 'provider-missing',
      args: { provider: 'cuda' },
    });
    expect(listServers()).toEqual([]);
    const engine = await load(speaking, { provider: 'auto' });
    expect((await engine.recognise({ samples }, {})).text).toBe(said.join(' '));
  });

  it('answers nobody who does not know its path, and hands out no files', async () => {
    await load();
    const file = basename(folder);
    const [pid] = listServers() as [number];
    const [, port] = /--port\0(\d+)/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? [];
    for (const path of ['/', '/health', '/inference', '/load', `/${file}/speaking/ggml-speaking.bin`]) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      expect(answer.status).toBe(404);
    }
  });

  it('is taken in from a folder, chosen by its name, and chosen where nothing else is there', async () => {
    const modelsDirectory = join(folder, 'models');
    const environment = pickHostEnvironment();
    const testLoad = createTestLoad({ environment, modelsDirectory, whisperCppServer: whisperServer });
    const added = await addModel(speaking, { modelsDirectory, testLoad, name: 'mine' });
    expect(added).toMatchObject({ name: 'mine', engine: 'whisper-cpp', pinned: true });
    for (const request of [{ model: 'mine' }, { engine: 'whisper-cpp' }, {}]) {
      const engines = createSpeechEngines({
        engine: 'auto',
        model: 'not-there',
        modelsDirectory,
        threads: 1,
        environment,
        whisperCppServer: whisperServer,
      });
      const { engine } = await engines.open(request);
      expect(engine.description).toMatchObject({ engine: 'whisper-cpp', model: 'mine' });
      expect((await engine.recognise({ samples }, {})).text).toBe(said.join(' '));
      await engines.close();
    }
    const cut = await makeModel('cut', (file) => truncate(file, 2_000_000));
    await expect(addModel(cut, { modelsDirectory, testLoad })).rejects.toMatchObject({
      code: 'model-corrupt',
    });
    expect((await readdir(modelsDirectory)).toSorted()).toEqual(['mine', 'models.lock.json']);
  });
});

describe('a program that is not what it should be', () => {
  it.each([
    ['is not there', '/nowhere/whisper-server'],
    ['is another one', process.execPath],
    ['cannot be run', join(folder, 'speaking/ggml-speaking.bin')],
  ])('is refused when it %s', async (_what, program) => {
    const refused = { code: 'engine-missing', args: { detail: expect.stringContaining(program) as string } };
    await expect(whisperCppEngine.check({ program })).rejects.toMatchObject(refused);
    await expect(load(speaking, { program })).rejects.toMatchObject(refused);
  });

  it.skipIf(building !== '')('is given up when somebody else answers in its place', async () => {
    const program = join(folder, 'other-port');
    // Forwards to a real one whose path is another: as if the port had been taken in between.
    const text = `#!/bin/sh\n[ "$1" = --help ] && exec ${whisperServer} --help\nexec ${whisperServer} "$@" --request-path /other\n`;
    await writeFile(program, text);
    await chmod(program, 0o755);
    await expect(load(speaking, { program })).rejects.toMatchObject({ code: 'engine-host-died' });
    expect(listServers()).toEqual([]);
  });
});

function isRunning(pid: number): boolean {
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('Z');
  } catch {
    return false;
  }
}
