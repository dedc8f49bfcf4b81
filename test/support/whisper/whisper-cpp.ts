// whisper.cpp as a person would build it, from the sources that the npm package nodejs-whisper carries (MIT, both).

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const source = {
  package: 'nodejs-whisper@0.3.1',
  sha512: 'ceoilUVraRuR5FnNyXpGQT2auAR48Oc3AQBEmkXnVpSn9iN6yVRzQBFCqVTGWbk6Wdi95NhvwXNzFvuR7erLWw==',
} as const;

const folder = fileURLToPath(
  new URL(`../../../node_modules/.cache/efir-tests/${source.package}`, import.meta.url),
);

/** The program where it was built; a name that is not there otherwise, as on a machine without it. */
export const whisperServer = join(folder, 'whisper-server');

export function hasWhisperServer(): boolean {
  return existsSync(whisperServer);
}

/**
 * Builds `whisper-server` once and keeps it: two to four minutes of two cores, and no download beside the package.
 * Rejects where npm, cmake or a compiler fails, with what it said.
 */
export async function buildWhisperServer(): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'efir-whisper-cpp-'));
  try {
    const packed = await run('npm', ['pack', source.package, '--silent', '--pack-destination', work], work);
    const archive = join(work, packed.trim().split('\n').at(-1) ?? '');
    const digest = createHash('sha512')
      .update(await readFile(archive))
      .digest('base64');
    if (digest !== source.sha512) throw new Error(`${source.package} is not the package that it was`);
    await run('tar', ['-xzf', archive, '-C', work], work);
    const build = join(work, 'build');
    await run('cmake', ['-S', join(work, 'package/cpp/whisper.cpp'), '-B', build, ...options], work);
    await run('cmake', ['--build', build, '--target', 'whisper-server', '--parallel', '2'], work);
    await mkdir(folder, { recursive: true });
    // Under another name first: half a copy must never pass for the program.
    await copyFile(join(build, 'bin/whisper-server'), `${whisperServer}.new`);
    await rename(`${whisperServer}.new`, whisperServer);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * One file that runs on every processor of the last ten years, so that a cache may move between machines. Optimised as
 * much as models of a few kB need: more would take long to build.
 */
const options = [
  '-DCMAKE_BUILD_TYPE=None',
  '-DCMAKE_C_FLAGS=-O1',
  '-DCMAKE_CXX_FLAGS=-O1',
  '-DBUILD_SHARED_LIBS=OFF',
  '-DWHISPER_BUILD_TESTS=OFF',
  '-DWHISPER_BUILD_EXAMPLES=ON',
  '-DWHISPER_BUILD_SERVER=ON',
  '-DGGML_NATIVE=OFF',
  '-DGGML_OPENMP=OFF',
  '-DGGML_CCACHE=OFF',
];

async function run(program: string, parameters: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await promisify(execFile)(program, parameters, { cwd, maxBuffer: 2 ** 26 });
  return stdout;
}
