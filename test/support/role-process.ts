import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { sleep } from '../../src/core/time.ts';

const efir = fileURLToPath(new URL('../../src/apps/main.ts', import.meta.url));
/** What is compiled already need not be compiled for each process. */
const { NODE_COMPILE_CACHE } = process.env;
const keepCompiled = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
/** Milliseconds until a supervisor starts a process again that ended. */
const restartPause = 300;

/** A role in a process of its own, started again whenever it ends, as a supervisor would. */
export interface RoleProcess {
  readonly name: string;
  readonly log: string;
  readonly pid: number;
  /** How often it ended. */
  readonly ends: number;
  /** How often it ended without being killed from here. */
  readonly faults: number;
  /** kill -9; false when it is not running just now. */
  kill(): boolean;
  /** kill -9 for one of its children: an engine host, a decoder. */
  killChild(): Promise<boolean>;
  /** SIGSTOP, and SIGCONT later: hung, not dead. */
  hang(milliseconds: number): Promise<boolean>;
  /** SIGTERM, for good. */
  close(): Promise<void>;
}

export interface RoleProcessOptions {
  /** As it stands in the log. */
  readonly name: string;
  readonly role: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Beside the environment, in the first process only: a crash point. */
  readonly first?: Readonly<Record<string, string>>;
  /** What runs in place of Efir: a worker of a bench. */
  readonly program?: string;
  readonly log: string;
}

export function startRoleProcess(options: RoleProcessOptions): RoleProcess {
  const log = createWriteStream(options.log, { flags: 'a' });
  let closing = false;
  let [ends, faults] = [0, 0];
  let killed = false;
  let child = spawnRole(options, { ...options.environment, ...options.first }, log);
  const supervised = supervise();

  async function supervise(): Promise<void> {
    for (;;) {
      await once(child, 'close');
      if (closing) return;
      ends += 1;
      if (!killed) faults += 1;
      log.write(`--- ${options.name} ended: ${child.exitCode ?? child.signalCode}\n`);
      await sleep(restartPause);
      if (closing) return;
      killed = false;
      child = spawnRole(options, options.environment, log);
    }
  }
  const signal = (name: NodeJS.Signals) =>
    child.exitCode === null && child.signalCode === null && child.kill(name);

  return {
    name: options.name,
    log: options.log,
    get pid() {
      return child.pid ?? 0;
    },
    get ends() {
      return ends;
    },
    get faults() {
      return faults;
    },
    kill() {
      killed = true;
      return signal('SIGKILL');
    },
    async killChild() {
      const [first] = await listChildren(child.pid);
      return first !== undefined && process.kill(first, 'SIGKILL');
    },
    async hang(milliseconds) {
      const hanging = child;
      if (!signal('SIGSTOP')) return false;
      await sleep(milliseconds);
      hanging.kill('SIGCONT');
      return true;
    },
    async close() {
      closing = true;
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await supervised;
      clearTimeout(late);
      await new Promise((resolve) => log.end(resolve));
    },
  };
}

function spawnRole(
  { role, program = efir }: RoleProcessOptions,
  environment: Readonly<Record<string, string>>,
  log: WriteStream,
): ChildProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, role], {
    env: { ...keepCompiled, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  return child;
}

async function listChildren(pid: number | undefined): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return text.split(' ').filter(Boolean).map(Number);
}
