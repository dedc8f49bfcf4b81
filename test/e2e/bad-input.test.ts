import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ErrorCode, errorMeanings } from '../../src/core/errors.ts';
import { type BadCase, makeBadCorpus, makeTenHours } from '../fixtures/bad/corpus.ts';
import { runCli, type StartedCommand, startCli } from '../support/command.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/*
 * The corpus of bad recordings through both doors: the same code on the command line and over HTTP, nothing
 * half-written, and the service goes on.
 */
let folder: string;
let corpus: BadCase[];
let db: TestDatabase;
let up: StartedCommand;
let url: string;
let key: string;

const environment = () => ({
  DATABASE_URL: db.url,
  EFIR_DATA_DIR: join(folder, 'data'),
  EFIR_ENGINE: 'scripted',
  EFIR_MODEL: 'default',
  SCRIPTED_CPU_SECONDS: '0',
  WORKER_SLOTS: '2',
  MAX_FILE_SIZE: '20MB',
  RATE_LIMIT_PER_MINUTE: '100000',
  PORT: '0',
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-bad-'));
  await chmod(folder, 0o755);
  db = await createTestDatabase();
  const [made, tenHours] = await Promise.all([
    makeBadCorpus(join(folder, 'corpus')),
    makeTenHours(join(folder, 'corpus')),
  ]);
  corpus = [...made, tenHours];
  up = startCli(['up'], { environment: environment() });
  const ready = vi.waitFor(() => expect(up.stdout()).toContain('Ctrl-C ends it.'), {
    timeout: 240_000,
    interval: 100,
  });
  // Whoever does not come up says why on stderr.
  await Promise.race([
    ready,
    up.ended.then(({ exit, stderr }) => expect.fail(`up ended (${exit}): ${stderr}`)),
  ]);
  url = /http:\/\/localhost:\d+/.exec(up.stdout())?.[0] ?? '';
  key = /efir_[\w-]+/.exec(up.stdout())?.[0] ?? '';
}, 300_000);

afterAll(async () => {
  up.stop();
  await up.ended;
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

interface Verdict {
  readonly code: string | undefined;
  readonly notes: readonly string[];
}

/** What the command line makes of a file, as it prints it. */
async function judgeByCommand(path: string, ...more: string[]): Promise<Verdict & { exit: number }> {
  const argv = ['transcribe', '--format', 'json', ...more, '--', path];
  const { exit, stdout, stderr } = await runCli(argv, { environment: environment() });
  const [, code] = /\[([a-z-]+)\]\n$/.exec(stderr) ?? [];
  if (code) expect(stdout).toBe('');
  return { exit, code, notes: stdout ? readNotes(stdout) : [] };
}

/** What the HTTP door makes of it: at once, or as the end of the recording. */
async function judgeByHttp(
  content: Uint8Array,
  name: string,
  query = '',
): Promise<Verdict & { status: number }> {
  const answer = await fetch(`${url}/v1/recordings?file_name=${encodeURIComponent(name)}${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' },
    body: content.slice(),
  });
  const body = (await answer.json()) as { id: string; error?: { code: string } };
  if (answer.status !== 202) return { status: answer.status, code: body.error?.code, notes: [] };
  const recording = await vi.waitFor(
    async () => {
      const found = await get(`/v1/recordings/${body.id}`);
      expect(`${name}: ${found.state}`).toMatch(/succeeded|failed/);
      return found;
    },
    { timeout: 600_000, interval: 50 },
  );
  if (recording.error) return { status: 202, code: recording.error.code, notes: [] };
  const transcript = await fetch(`${url}/v1/recordings/${body.id}/transcript`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return { status: 202, code: undefined, notes: readNotes(await transcript.text()) };
}

async function get(path: string): Promise<{ state: string; error?: { code: string } | null }> {
  const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  return (await answer.json()) as { state: string; error?: { code: string } | null };
}

function readNotes(json: string): string[] {
  return (JSON.parse(json) as { notes: { code: string }[] }).notes.map((note) => note.code);
}

async function listKept(): Promise<string[]> {
  const entries = await readdir(join(folder, 'data', 'recordings'), {
    recursive: true,
    withFileTypes: true,
  }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('bad recordings', () => {
  test('get the same documented code on the command line and over HTTP, with its exit code', async () => {
    const verdicts: Record<string, unknown> = {};
    const wanted: Record<string, unknown> = {};
    for (const { name, path, code, note } of corpus) {
      const [command, http] = await Promise.all([
        judgeByCommand(path),
        judgeByHttp(await readFile(path), name),
      ]);
      const exit = code ? errorMeanings[code].exit : 0;
      wanted[name] = { exit, command: code, http: code, note: note ?? 'none wanted' };
      const noted = !note || (command.notes.includes(note) && http.notes.includes(note));
      verdicts[name] = {
        exit: command.exit,
        command: command.code,
        http: http.code,
        note: noted ? (note ?? 'none wanted') : [...command.notes, '|', ...http.notes],
      };
    }
    expect(corpus.length).toBeGreaterThan(30);
    expect(verdicts).toEqual(wanted);
  }, 900_000);

  test('that are refused at the door leave no file', async () => {
    const before = await listKept();
    for (const { name, path } of corpus.filter((bad) => bad.code === 'media-unrecognised')) {
      const { status } = await judgeByHttp(await readFile(path), name);
      expect([name, status]).toEqual([name, 415]);
    }
    expect(await listKept()).toEqual(before);
    expect(before.length).toBeGreaterThan(0);
  });

  test.each<[string, string[], string, ErrorCode, number]>([
    ['an unknown language', ['--language', 'klingonish'], '&language=klingonish', 'language-unknown', 422],
    ['an unknown engine', ['--engine', 'kaldi'], '&engine=kaldi', 'engine-unknown', 422],
    ['an unknown model', ['--model', 'gpt'], '&model=gpt', 'model-unknown', 422],
  ])('%s', async (_what, options, query, code, status) => {
    const good = corpus.find((bad) => bad.name === 'no-extension') as BadCase;
    const command = await judgeByCommand(good.path, ...options);
    expect(command).toMatchObject({ code, exit: errorMeanings[code].exit });
    expect(await judgeByHttp(await readFile(good.path), 'a.wav', query)).toMatchObject({ code, status });
  });

  test('a body over the limit is refused and leaves nothing', async () => {
    const before = await listKept();
    const start = await readFile((corpus.find((bad) => bad.name === 'no-extension') as BadCase).path);
    const large = Buffer.concat([start, Buffer.alloc(21_000_000 - start.length)]);
    expect(await judgeByHttp(large, 'large.wav')).toMatchObject({ status: 413, code: 'file-too-large' });
    expect(await listKept()).toEqual(before);
  });

  test('an upload that is cut leaves nothing', async () => {
    const before = await listKept();
    const start = await readFile((corpus.find((bad) => bad.name === 'no-extension') as BadCase).path);
    await new Promise<void>((resolve) => {
      const sent = request(`${url}/v1/recordings?file_name=cut.wav`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'audio/wav',
          'content-length': 10_000_000,
        },
      });
      sent.on('error', () => resolve());
      sent.write(start, () => setTimeout(() => sent.destroy(), 200));
    });
    await vi.waitFor(async () => expect(await listKept()).toEqual(before), { timeout: 30_000 });
  });

  test('a full disk is said on both sides, and nothing stays', async (context) => {
    const small = join(folder, 'small');
    await mkdir(small);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small], { stdio: 'ignore' });
    } catch {
      return context.skip('only root may mount a small disk');
    }
    try {
      const good = corpus.find((bad) => bad.name === 'no-extension') as BadCase;
      // Every page is taken.
      await writeFile(join(small, 'filler'), Buffer.alloc(100_000)).catch(() => {});
      const target = join(small, 'out.json');
      const argv = ['transcribe', good.path, '--format', 'json', '-o', target];
      const command = await runCli(argv, { environment: environment() });
      expect(command.stderr).toContain('[disk-full]');
      expect(command.exit).toBe(errorMeanings['disk-full'].exit);

      const door = startCli(['api'], {
        environment: { ...environment(), BLOB_URL: pathToFileURL(join(small, 'recordings')).href },
      });
      await vi.waitFor(() => expect(door.stderr()).toMatch(/http:\S+/), { timeout: 60_000, interval: 50 });
      const there = /http:\/\/[^\s/]+/.exec(door.stderr())?.[0] ?? '';
      const answer = await fetch(`${there}/v1/recordings?file_name=a.wav`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
        body: await readFile(good.path),
      });
      expect(answer.status).toBe(507);
      expect(((await answer.json()) as { error: { code: string } }).error.code).toBe('disk-full');
      door.stop();
      await door.ended;
      const left = await readdir(small, { recursive: true, withFileTypes: true });
      expect(left.filter((entry) => entry.isFile()).map((entry) => entry.name)).toEqual(['filler']);
    } finally {
      execFileSync('umount', [small]);
    }
  }, 120_000);

  test('the service goes on', async () => {
    const good = corpus.find((bad) => bad.name === 'no-extension') as BadCase;
    expect(await judgeByHttp(await readFile(good.path), 'good.wav')).toMatchObject({
      status: 202,
      code: undefined,
    });
    const ready = (await (await fetch(`${url}/ready`)).json()) as { state: string };
    expect(ready.state).toBe('ready');
  });
});
