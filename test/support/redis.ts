// A private Redis for a test file:
//
//   let redis: RedisServer;
//   beforeAll(async () => { redis = await startRedis(); });
//   afterAll(() => redis.close());
//   … createRedisBroker({ url: redis.url, … }), await redis.kill(), await redis.start()

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BrokerServer, findServerPort, redisProgram, requireServerProgram } from './broker-server.ts';

export interface RedisServer extends BrokerServer {
  /** The same server by its unix socket. */
  readonly socketUrl: string;
  /** One command in plain words, for looking behind the adapter's back; resolves with the raw answer. */
  command(...words: string[]): Promise<string>;
}

export interface RedisServerOptions {
  /** What it writes down before it answers: `always` and `everysec` as documented, `no` nothing at all. */
  readonly appendonly?: 'always' | 'everysec' | 'no';
  readonly password?: string;
  /** Further words of its command line: `['--maxmemory', '2mb']`. */
  readonly settings?: readonly string[];
}

/** Milliseconds that a start may take on a busy machine. */
const startLimit = 30_000;

export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  const program = requireServerProgram(redisProgram);
  const folder = await mkdtemp(join(tmpdir(), 'efir-redis-'));
  await chmod(folder, 0o700);
  const port = await findServerPort();
  const command = (...words: string[]) => talk(port, options.password, words);
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    child = launch(program, describeSettings(port, folder, options));
    const started = child;
    const limit = performance.now() + startLimit;
    while (!(await command('PING').catch(() => '')).startsWith('+PONG')) {
      if (started.exitCode === null && performance.now() < limit) await sleep(20);
      else throw new Error(`redis-server does not start: ${await readFile(join(folder, 'log'), 'utf8')}`);
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child?.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  const secret = options.password === undefined ? '' : `:${options.password}@`;
  const close = async () => {
    await end('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  };
  await start().catch(async (thrown: unknown) => {
    await close();
    throw thrown;
  });
  return {
    url: `redis://${secret}127.0.0.1:${port}`,
    socketUrl: `redis+unix://${secret}localhost${join(folder, 'socket')}`,
    get pid() {
      return child?.pid ?? 0;
    },
    command,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    start,
    flush: async () => void (await command('FLUSHALL')),
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    close,
  };
}

/** The server goes with the process that started it, also when that one is killed. */
function launch(program: string, settings: readonly string[]): ChildProcess {
  const setpriv = '/usr/bin/setpriv';
  const [command = '', ...words] = existsSync(setpriv)
    ? [setpriv, '--pdeathsig', 'KILL', program, ...settings]
    : [program, ...settings];
  return spawn(command, words, { stdio: 'ignore' });
}

function describeSettings(port: number, folder: string, options: RedisServerOptions): string[] {
  const { appendonly = 'no', password } = options;
  return [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--logfile', join(folder, 'log')],
    ...['--unixsocket', join(folder, 'socket'), '--unixsocketperm', '700'],
    ...['--save', '', '--maxmemory-policy', 'noeviction'],
    ...['--appendonly', appendonly === 'no' ? 'no' : 'yes', '--appendfsync', appendonly],
    ...(password === undefined ? [] : ['--requirepass', password]),
    ...(options.settings ?? []),
  ];
}

/** Enough of the protocol to ask one thing; resolves with the answer as it came. */
function talk(port: number, password: string | undefined, words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setTimeout(2_000, () => socket.destroy(new Error('Redis does not answer')));
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    // The answers to AUTH and QUIT are not what was asked for.
    const surplus = password === undefined ? /\+OK\r\n$/ : /^\+OK\r\n|\+OK\r\n$/g;
    socket.on('close', () => resolve(answer.replace(surplus, '')));
    const commands = [...(password === undefined ? [] : [['AUTH', password]]), words, ['QUIT']];
    socket.end(commands.map(encode).join(''));
  });
}

function encode(words: readonly string[]): string {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${words.length}\r\n${parts.join('')}`;
}
