import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findProgram } from '../../core/find-program.ts';
import { runTool } from './run-tool.ts';
import { ensureMediaTool, ensurePocketsphinx } from './system-packages.ts';

let bin: string;

beforeEach(async () => {
  bin = await mkdtemp(join(tmpdir(), 'efir-setup-'));
  for (const name of ['env', 'sh', 'touch', 'chmod', 'sleep']) await symlink(`/bin/${name}`, join(bin, name));
  // A sudo that asks nothing, for when the tests do not run as root.
  await writeProgram('sudo', 'shift; exec "$@"');
  await writeProgram('true', 'exit 0');
});

afterEach(() => rm(bin, { recursive: true, force: true }));

async function writeProgram(name: string, body: string): Promise<void> {
  await writeFile(join(bin, name), `#!/bin/sh\n${body}\n`);
  await chmod(join(bin, name), 0o755);
}

/** A package manager that writes down what it is asked, and puts programs where they are found. */
async function writeApt(body = ''): Promise<void> {
  const install = ['ffmpeg', 'ffprobe', 'pocketsphinx_continuous'].map(
    (name) => `touch ${bin}/${name}; chmod 755 ${bin}/${name}`,
  );
  await writeProgram(
    'apt-get',
    `echo "$*" >> ${bin}/calls\n${body}\ncase "$*" in *--download-only*|*update*) exit 0;; esac\n${install.join('\n')}`,
  );
}

function options(more: { allowed?: boolean; signal?: AbortSignal } = {}) {
  const announced: string[] = [];
  const announce = (packages: readonly string[]) => announced.push(...packages);
  return { allowed: true, environment: { PATH: bin }, announce, announced, ...more };
}

describe('system packages', () => {
  test('are installed when they are missing, and said so once', async () => {
    await writeApt();
    const setup = options();
    await ensureMediaTool(setup);
    await ensureMediaTool(setup);
    expect(setup.announced).toEqual(['ffmpeg']);
    const calls = await readFile(join(bin, 'calls'), 'utf8');
    expect(calls).toContain('--yes');
    expect(
      calls
        .trim()
        .split('\n')
        .filter((call) => call.endsWith('install ffmpeg')),
    ).toHaveLength(2);
  });

  test('are left alone where that is not allowed', async () => {
    await writeApt();
    await expect(ensureMediaTool(options({ allowed: false }))).rejects.toMatchObject({
      code: 'media-tool-missing',
    });
    await expect(readFile(join(bin, 'calls'))).rejects.toThrow();
  });

  test('are refused with the reason where there is no package manager', async () => {
    const failure = ensurePocketsphinx(options());
    await expect(failure).rejects.toMatchObject({
      code: 'engine-missing',
      args: { detail: 'only root may install system packages here' },
    });
  });

  test('are refused with the last word of a package manager that fails', async () => {
    await writeApt('echo "E: Unable to locate package" >&2; exit 100');
    const failure = ensurePocketsphinx(options());
    await expect(failure).rejects.toMatchObject({ args: { detail: 'E: Unable to locate package' } });
    expect(await readFile(join(bin, 'calls'), 'utf8')).toContain('update');
  });

  test('stop being fetched when the signal fires', async () => {
    await writeApt('sleep 30');
    const failure = ensureMediaTool(options({ signal: AbortSignal.timeout(300) }));
    await expect(failure).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('tools', () => {
  test('are found on the search path only', async () => {
    expect(await findProgram('sh', `/nowhere:${bin}`)).toBe(join(bin, 'sh'));
    expect(await findProgram('apt-get', bin)).toBeUndefined();
    expect(await findProgram('sh', '')).toBeUndefined();
  });

  test('give their exit code and what they said', async () => {
    const environment = { PATH: bin };
    expect(await runTool('sh', ['-c', 'echo out; echo err >&2; exit 3'], { environment })).toMatchObject({
      code: 3,
    });
    expect(await runTool(join(bin, 'nothing'), [], { environment })).toMatchObject({ code: -1 });
  });
});
