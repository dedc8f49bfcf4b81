import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism, tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { EfirError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { createPrivateFolder, removeFolder } from './private-folder.ts';
import { type FromHost, heartbeatMilliseconds, type ToHost } from './protocol.ts';

/** A child process that runs main.ts, and the knowledge of how it ended. */
export interface HostProcess {
  readonly pid: number;
  /** False from the moment it ended or was told to. */
  readonly alive: boolean;
  send(message: ToHost): void;
  /** SIGKILL for it and everything it started; `gone` resolves with this reason. */
  kill(reason: EfirError): void;
  /** Resolves when the process and its private folder are gone. Never rejects. */
  readonly gone: Promise<Death>;
}

export interface Death {
  readonly reason: EfirError;
  /** It ended by itself in a way that native code ends on bad data: an exit code, an abort, a fault. */
  readonly crashed: boolean;
}

interface ProcessOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds without a sign of life before it is killed. */
  readonly silence: number;
  readonly logger: Logger;
  readonly onMessage: (message: FromHost) => void;
}

/** Natives decode on libuv's threads, of which there are 4 unless told otherwise: one for each core, and some for files. */
const poolSize = Math.max(4, availableParallelism() + 2);

/** Starts the process. It leads a process group of its own, so Ctrl-C at the terminal is its parent's business. */
export function startHostProcess(options: ProcessOptions): HostProcess {
  const folder = createPrivateFolder(options.environment['TMPDIR'] || tmpdir());
  const child = fork(fileURLToPath(new URL('./main.ts', import.meta.url)), [], {
    detached: true,
    env: { ...options.environment, TMPDIR: folder, UV_THREADPOOL_SIZE: String(poolSize) },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let killedFor: EfirError | undefined;
  let ended = false;

  const kill = (reason: EfirError) => {
    if (killedFor || ended) return;
    killedFor = reason;
    killGroup(child);
  };
  const complaints = keepLastLines(child, options.logger);
  const heartbeat = watchHeartbeat(options.silence, kill);
  child.on('message', (message: FromHost) => {
    heartbeat.hear();
    if (message.type !== 'alive') options.onMessage(message);
  });

  const gone = waitForEnd(child).then((end): Death => {
    ended = true;
    heartbeat.stop();
    removeFolder(folder);
    const reason =
      killedFor ?? new EfirError('engine-host-died', { detail: [end.how, ...complaints()].join(': ') });
    return { reason, crashed: killedFor === undefined && end.crashed };
  });

  return {
    pid: child.pid ?? 0,
    get alive() {
      return !ended && !killedFor;
    },
    // A message to a process that has just ended is lost; `gone` tells.
    send: (message) => void (child.connected && child.send(message, () => {})),
    kill,
    gone,
  };
}

interface End {
  readonly how: string;
  readonly crashed: boolean;
}

function waitForEnd(child: ChildProcess): Promise<End> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ how: error.message, crashed: false }));
    // A decoder that the host had started survives a host that died by itself.
    child.once('exit', () => killGroup(child));
    // It comes after `exit`, with stderr read to its end.
    child.once('close', (code, signal) => {
      const crashed = signal === null ? code !== null && code > lastNodeExitCode : crashSignals.has(signal);
      resolve({ how: signal === null ? `exit code ${code}` : `signal ${signal}`, crashed });
    });
  });
}

/** Up to here an exit code is Node's own word for a failure of our code. */
const lastNodeExitCode = 14;
const crashSignals = new Set<string>(['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGFPE']);

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody of the group is left.
  }
}

/**
 * Counts our own ticks without news rather than time: after the machine slept, or this process was stopped, the
 * clock has run and the host is not to blame.
 */
function watchHeartbeat(silence: number, kill: (reason: EfirError) => void) {
  const allowed = Math.ceil((silence * 1000) / heartbeatMilliseconds);
  let missed = 0;
  const timer = setInterval(() => {
    missed++;
    if (missed > allowed)
      kill(new EfirError('engine-host-died', { detail: `no sign of life for ${silence} s` }));
  }, heartbeatMilliseconds);
  return {
    hear: () => {
      missed = 0;
    },
    stop: () => clearInterval(timer),
  };
}

/** What native code says before it ends the process goes to stderr only. */
function keepLastLines(child: ChildProcess, logger: Logger): () => string[] {
  let tail = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    logger.debug({ host: child.pid }, chunk.trimEnd());
    tail = (tail + chunk).slice(-2000);
  });
  return () =>
    tail
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !stackLine.test(line))
      .slice(-3);
}

/** Node's own report of an abort: headings of dashes, then numbered frames. */
const stackLine = /^(-{3}|\d+: )/;
