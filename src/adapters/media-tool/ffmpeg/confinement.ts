import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { access, mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { EfirError, isNodeError, tellSystemError } from '../../../core/errors.ts';
import { findProgram } from '../../../core/find-program.ts';

/**
 * The demuxers that may open a file. With the protocol list alone a playlist that is called .mp4 reads its
 * neighbours by relative names (measured); with this list no playlist, concat script or image sequence is opened.
 */
const formats =
  'mov,mp4,m4a,3gp,3g2,mj2,mp3,wav,ogg,matroska,webm,flac,aac,mpegts,mpeg,avi,asf,amr,caf,aiff,w64,flv,au';

/** Before `-i`, for ffprobe and ffmpeg alike. */
export const inputOptions: readonly string[] = [
  '-protocol_whitelist',
  'file,pipe',
  '-format_whitelist',
  formats,
];
/** The recording as the child sees it: a fixed name in its own directory, whatever the person called it. */
export const inputName = 'file:input';
export const allowedFormats: readonly string[] = formats.split(',');

export type Tool = 'ffmpeg' | 'ffprobe';

export interface StartOptions {
  /** The recording to link in as `input`. */
  readonly path?: string;
  readonly signal?: AbortSignal | undefined;
  /** Seconds of wall time before the process group is killed. */
  readonly timeLimit?: number | undefined;
  readonly cpuSeconds?: number;
}

export interface ConfinedProcess {
  readonly output: Readable;
  /** Why we killed it, if we did. */
  readonly killedFor: () => 'abort' | 'time' | 'stall' | undefined;
  /** The last lines it wrote to stderr. */
  readonly errors: () => string;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  kill(reason: 'abort' | 'time' | 'stall'): void;
  /** Removes the private directory from under a process that has opened its input, so that even a kill -9 leaves none. */
  removeDirectory(): Promise<void>;
  /** Kills what still runs, waits for its end and removes the private directory. */
  close(): Promise<void>;
}

export type Confinement = ReturnType<typeof createConfinement>;

/** Starts tools without network, files of others, terminal, environment, or unbounded time and memory. */
export function createConfinement(options: { searchPath?: string; temporaryDirectory?: string }) {
  const searchPath = options.searchPath ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

  async function start(
    tool: Tool,
    args: readonly string[],
    settings: StartOptions,
  ): Promise<ConfinedProcess> {
    if (settings.signal?.aborted) throw new EfirError('cancelled');
    const program = await findProgram(tool, searchPath);
    if (!program) throw new EfirError('media-tool-missing', { tool });
    const limiter = await findProgram('prlimit', searchPath);
    const directory = await mkdtemp(join(options.temporaryDirectory ?? tmpdir(), 'efir-media-'));
    try {
      if (settings.path !== undefined) await linkInput(settings.path, directory);
      const command = [
        ...(limiter ? [limiter, ...limits(settings.cpuSeconds ?? 3600)] : []),
        program,
        ...args,
      ];
      return run(command, { directory, searchPath, settings });
    } catch (thrown) {
      await rm(directory, { recursive: true, force: true });
      throw thrown;
    }
  }

  /** Runs a tool to its end; its output is expected to be small (1 MB at most). */
  async function collect(tool: Tool, args: readonly string[], settings: StartOptions) {
    const process = await start(tool, args, settings);
    try {
      let output = '';
      for await (const text of process.output.setEncoding('utf8')) {
        output += text;
        if (output.length > 1_000_000) process.kill('time');
      }
      const exit = await process.exited;
      return { output, errors: process.errors(), exit, killedFor: process.killedFor() };
    } finally {
      await process.close();
    }
  }

  return { start, collect };
}

/**
 * Throws `unavailable` for a process that somebody else killed: the kernel for want of memory, a hand. That says nothing of
 * the recording, and is tried again. Our own limits end a process otherwise (`killedFor`, SIGXCPU).
 */
export function rejectKilled(
  { signal }: Awaited<ConfinedProcess['exited']>,
  killedFor: ReturnType<ConfinedProcess['killedFor']>,
): void {
  if (signal !== 'SIGKILL' || killedFor !== undefined) return;
  throw new EfirError('unavailable', { detail: 'ffmpeg was killed, perhaps because memory ran out' });
}

/** 2 GB of address space hold the index of a day of video; no file may be written and no core dumped. */
function limits(cpuSeconds: number): string[] {
  return [
    '--as=2147483648',
    `--cpu=${cpuSeconds}:${cpuSeconds + 5}`,
    '--fsize=0',
    '--nofile=64',
    '--core=0',
    '--',
  ];
}

async function linkInput(path: string, directory: string): Promise<void> {
  try {
    const file = await stat(path);
    if (!file.isFile()) throw new EfirError('file-unreadable', { path, detail: 'it is not a regular file' });
    if (file.size === 0) throw new EfirError('media-empty');
    await access(path, constants.R_OK);
  } catch (thrown) {
    if (!isNodeError(thrown)) throw thrown;
    const missing = thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR';
    const code = missing ? 'file-not-found' : 'file-unreadable';
    throw new EfirError(code, { path, detail: tellSystemError(thrown) }, { cause: thrown });
  }
  await symlink(resolve(path), join(directory, 'input'));
}

interface RunSettings {
  readonly directory: string;
  readonly searchPath: string;
  readonly settings: StartOptions;
}

function run(
  [program = '', ...args]: string[],
  { directory, searchPath, settings }: RunSettings,
): ConfinedProcess {
  // Its own process group, so that a kill reaches whatever it starts and a Ctrl-C at the terminal reaches us alone.
  const child = spawn(program, args, {
    cwd: directory,
    detached: true,
    env: { PATH: searchPath, HOME: directory, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = waitForExit(child);
  let killedFor: ReturnType<ConfinedProcess['killedFor']>;
  const kill = (reason: 'abort' | 'time' | 'stall') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    killedFor ??= reason;
    killGroup(child.pid);
  };
  const abort = () => kill('abort');
  settings.signal?.addEventListener('abort', abort, { once: true });
  if (settings.signal?.aborted) abort();
  const removeDirectory = () => rm(directory, { recursive: true, force: true });
  const timer =
    settings.timeLimit === undefined ? undefined : setTimeout(kill, timerLength(settings.timeLimit), 'time');
  return {
    output: child.stdout,
    killedFor: () => killedFor,
    errors: keepLastLines(child.stderr),
    exited,
    kill,
    removeDirectory,
    async close() {
      clearTimeout(timer);
      settings.signal?.removeEventListener('abort', abort);
      if (child.exitCode === null && child.signalCode === null) killGroup(child.pid);
      child.stdout.destroy();
      await exited.catch(() => undefined);
      await removeDirectory();
    },
  };
}

function waitForExit(child: ChildProcessByStdio<null, Readable, Readable>): ConfinedProcess['exited'] {
  const exited = (async () => {
    // "close" comes after the last line of stderr, "exit" may come before it.
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    return { code, signal };
  })();
  exited.catch(() => child.stdout.destroy());
  return exited;
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (thrown) {
    if (!isNodeError(thrown) || thrown.code !== 'ESRCH') throw thrown;
  }
}

/** Node's timers end at once beyond 2^31 ms. */
function timerLength(seconds: number): number {
  return Math.min(seconds * 1000, 2 ** 31 - 1);
}

function keepLastLines(stream: Readable): () => string {
  let kept = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    kept = (kept + text).slice(-4000);
  });
  stream.on('error', () => undefined);
  return () => kept.trim().split('\n').slice(-8).join('\n');
}
