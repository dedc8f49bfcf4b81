import { readdir } from 'node:fs/promises';
import { EfirError } from '../../core/errors.ts';
import { findProgram } from '../../core/find-program.ts';
import { runTool, type ToolResult } from './run-tool.ts';

export interface SetupOptions {
  /** The setting SYSTEM_INSTALLS. */
  readonly allowed: boolean;
  /** For the children, with the PATH that is searched. */
  readonly environment: Readonly<Record<string, string>>;
  /** Told once, before something is installed. */
  readonly announce: (packages: readonly string[]) => void;
  /** Told the package manager's last words where it could not do what was announced. */
  readonly failed?: ((detail: string) => void) | undefined;
  readonly signal?: AbortSignal;
}

/**
 * Makes sure that ffmpeg is there, by the system's package manager where that may be used. Rejects with
 * `media-tool-missing`, whose hint says what to install.
 */
export async function ensureMediaTool(options: SetupOptions): Promise<void> {
  if (await hasPrograms(['ffmpeg', 'ffprobe'], options)) return;
  const failure = await installPackages(['ffmpeg'], options);
  if (await hasPrograms(['ffmpeg', 'ffprobe'], options)) return;
  throw new EfirError('media-tool-missing', { tool: 'ffmpeg' }, { cause: failure });
}

/** The same for pocketsphinx and its English model; rejects with `engine-missing`. */
export async function ensurePocketsphinx(options: SetupOptions): Promise<void> {
  if (await hasPrograms(['pocketsphinx_continuous'], options)) return;
  const failure = await installPackages(['pocketsphinx', 'pocketsphinx-en-us'], options);
  if (await hasPrograms(['pocketsphinx_continuous'], options)) return;
  throw new EfirError(
    'engine-missing',
    { detail: failure?.message ?? 'pocketsphinx is not installed' },
    { cause: failure },
  );
}

async function hasPrograms(names: readonly string[], options: SetupOptions): Promise<boolean> {
  const found = await Promise.all(names.map((name) => findProgram(name, options.environment['PATH'] ?? '')));
  return found.every((path) => path !== undefined);
}

/** Debian's apt-get, as root or by a sudo that asks nothing. Resolves with what went wrong, if something did. */
export async function installPackages(
  packages: readonly string[],
  options: SetupOptions,
): Promise<Error | undefined> {
  if (!options.allowed) return new Error('SYSTEM_INSTALLS is false');
  const prefix = await findRight(options);
  if (!prefix) return new Error('only root may install system packages here');
  options.announce(packages);
  const apt = (args: readonly string[], signal?: AbortSignal) => runApt(prefix, args, options, signal);

  if (await hasNoPackageLists()) await apt(['update'], options.signal);
  let fetched = await apt(['--download-only', 'install', ...packages], options.signal);
  if (fetched.code !== 0 && !options.signal?.aborted) {
    await apt(['update'], options.signal);
    fetched = await apt(['--download-only', 'install', ...packages], options.signal);
  }
  options.signal?.throwIfAborted();
  if (fetched.code !== 0) return giveUp(fetched);
  // What is fetched is unpacked to the end, whatever happens: a half-configured package would be left behind.
  const installed = await apt(['install', ...packages]);
  return installed.code === 0 ? undefined : giveUp(installed);

  function giveUp({ output }: ToolResult): Error {
    const detail = lastLine(output);
    options.failed?.(detail);
    return new Error(detail);
  }
}

/** The words before `apt-get`, or nothing where this user may not install. */
async function findRight(options: SetupOptions): Promise<string[] | undefined> {
  const path = options.environment['PATH'] ?? '';
  if (!(await findProgram('apt-get', path))) return undefined;
  if (process.getuid?.() === 0) return [];
  if (!(await findProgram('sudo', path))) return undefined;
  const { code } = await runTool('sudo', ['-n', 'true'], options);
  return code === 0 ? ['sudo', '-n'] : undefined;
}

function runApt(
  prefix: readonly string[],
  args: readonly string[],
  options: SetupOptions,
  signal?: AbortSignal,
) {
  const words = [
    ...prefix,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '--yes',
    '--quiet',
    '--no-install-recommends',
    // Another installation may be running: wait for it instead of failing.
    '--option=DPkg::Lock::Timeout=120',
    ...args,
  ];
  const [command = '', ...rest] = words;
  return runTool(command, rest, { environment: options.environment, ...(signal ? { signal } : {}) });
}

async function hasNoPackageLists(): Promise<boolean> {
  const names = await readdir('/var/lib/apt/lists').catch(() => []);
  return !names.some((name) => name.endsWith('_Packages') || name.includes('_Packages.'));
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}
