// A private RabbitMQ for a test file, of the machine's own rabbitmq-server:
//
//   let server: RabbitmqServer;
//   beforeAll(async () => { server = await startRabbitmq(); });
//   afterAll(() => server.close());
//   … connect to server.url
//
// It starts in 6 to 10 s on an idle machine and takes 150 MB, so one serves a whole file.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type BrokerServer, findServerPort, rabbitmqProgram, requireServerProgram } from './broker-server.ts';

export interface RabbitmqServer extends BrokerServer {
  /** `amqp://user:password@127.0.0.1:port`, the same for the server's whole life. */
  readonly url: string;
  /** The same server by `amqps://`; its certificate is test/fixtures/tls/certificate.pem, which nobody trusts. */
  readonly tlsUrl: string;
  /** Takes every waiting message out of every queue. The queues stay, and so does what is with consumers. */
  purge(): Promise<void>;
  /** Runs an Erlang expression inside the server, for what an operator would say on its command line. */
  evaluate(expression: string): Promise<void>;
}

/** The server itself: the program of that name in PATH only switches users and calls it. */
const program = '/usr/lib/rabbitmq/bin/rabbitmq-server';
const user = 'efir-test';
/** Under load, with several servers starting at once, a start has been seen to take a minute. */
const startLimit = 180_000;

export async function startRabbitmq(): Promise<RabbitmqServer> {
  requireServerProgram(rabbitmqProgram);
  const site = await createSite();
  let server: ChildProcess | undefined;
  const epmd = spawnTied('epmd', ['-port', `${site.epmdPort}`, '-address', '127.0.0.1'], site.environment);
  const end = async (signal: NodeJS.Signals) => {
    if (server) await endProcess(server, signal);
    server = undefined;
  };
  const start = async () => {
    server ??= spawnTied(program, [], site.environment);
    await waitUntilReady(server, site);
  };
  const close = async () => {
    await end('SIGKILL');
    await endProcess(epmd, 'SIGKILL');
    await rm(site.folder, { recursive: true, force: true });
  };
  await start().catch(async (thrown: unknown) => {
    await close();
    throw thrown;
  });
  return {
    url: `amqp://${user}:${site.password}@127.0.0.1:${site.port}`,
    tlsUrl: `amqps://${user}:${site.password}@127.0.0.1:${site.tlsPort}`,
    get pid() {
      return server?.pid ?? 0;
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    start,
    purge: () => evaluate(site, forEachQueue('rabbit_amqqueue:purge(Queue)')),
    flush: () => evaluate(site, forEachQueue('rabbit_amqqueue:delete(Queue, false, false, <<"test">>)')),
    evaluate: (expression) => evaluate(site, `${expression}, ok.`),
    pause: () => void server?.kill('SIGSTOP'),
    resume: () => void server?.kill('SIGCONT'),
    close,
  };
}

interface Site {
  readonly folder: string;
  readonly port: number;
  readonly tlsPort: number;
  readonly epmdPort: number;
  readonly node: string;
  readonly password: string;
  readonly environment: NodeJS.ProcessEnv;
}

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));

/** A folder, ports and a node name of its own, so that any number of servers may run side by side. */
async function createSite(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'efir-test-rabbitmq-'));
  const node = `efir-${randomBytes(6).toString('hex')}@localhost`;
  const port = await findServerPort();
  const tlsPort = await findServerPort();
  const distPort = await findServerPort();
  const epmdPort = await findServerPort();
  const password = randomBytes(12).toString('hex');
  await mkdir(join(folder, 'log'));
  await writeFile(join(folder, 'enabled_plugins'), '[].\n');
  await writeFile(
    join(folder, 'rabbitmq.conf'),
    [
      `listeners.tcp.1 = 127.0.0.1:${port}`,
      `listeners.ssl.1 = 127.0.0.1:${tlsPort}`,
      `ssl_options.certfile = ${fixture('certificate.pem')}`,
      `ssl_options.keyfile = ${fixture('key.pem')}`,
      `default_user = ${user}`,
      `default_pass = ${password}`,
      // The machine may be short of space without these tests being about that.
      'disk_free_limit.absolute = 10MB',
      'log.file.level = warning',
    ].join('\n'),
  );
  const environment = {
    PATH: process.env['PATH'],
    LANG: 'C.UTF-8',
    // The cookie, by which nodes and tools know each other, lies at home.
    HOME: folder,
    RABBITMQ_NODENAME: node,
    RABBITMQ_DIST_PORT: `${distPort}`,
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
    RABBITMQ_PID_FILE: join(folder, 'pid'),
    // Makes the script become the server instead of staying its parent.
    NOTIFY_SOCKET: join(folder, 'none'),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_EPMD_PORT: `${epmdPort}`,
  };
  return { folder, port, tlsPort, epmdPort, node, password, environment };
}

/** The kernel ends the process with this one, also when this one is killed. */
function spawnTied(program: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn('setpriv', ['--pdeathsig', 'KILL', '--', program, ...args], { env, stdio: 'ignore' });
}

async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  // A hung process would never see a polite signal.
  child.kill('SIGCONT');
  await gone;
}

async function waitUntilReady(server: ChildProcess, site: Site): Promise<void> {
  const end = Date.now() + startLimit;
  while (!(await answers(site.port))) {
    const ended = server.exitCode !== null || server.signalCode !== null;
    if (ended || Date.now() > end) {
      throw new Error(`rabbitmq-server ${ended ? 'ended' : 'is not ready'}: ${await readLog(site)}`);
    }
    await sleep(100);
  }
}

/** Whether a server speaks AMQP there: it listens a moment before it does. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('AMQP\0\0\x09\x01'))
      .once('data', () => socket.destroy())
      .once('data', () => resolve(true))
      .once('error', () => resolve(false))
      .once('close', () => resolve(false))
      .setTimeout(5000, () => socket.destroy());
  });
}

async function readLog(site: Site): Promise<string> {
  const log = join(site.folder, 'log', `${site.node}.log`);
  const text = await readFile(log, 'utf8').catch(() => `it wrote no log`);
  return text.slice(-4000);
}

const forEachQueue = (call: string) => `[${call} || Queue <- rabbit_amqqueue:list()], ok.`;

/** Runs Erlang inside the server: the server's own command line tool takes seconds to start. */
async function evaluate(site: Site, expression: string): Promise<void> {
  const cookie = await readFile(join(site.folder, '.erlang.cookie'), 'utf8');
  const call = promisify(execFile)('erl_call', ['-c', cookie, '-n', site.node, '-e'], {
    env: site.environment,
  });
  call.child.stdin?.end(`${expression}\n`);
  const { stdout } = await call;
  if (!stdout.includes('{ok, ok}')) throw new Error(`rabbitmq-server refused: ${stdout}`);
}
