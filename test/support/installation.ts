import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { silentLogger } from '../../src/core/logger.ts';
import { useClient } from '../../src/db/client.ts';
import { connectDatabase } from '../../src/db/connect.ts';
import { layOutFolders } from '../../src/db/embedded/folders.ts';
import { findPostmaster } from '../../src/db/embedded/postmaster.ts';
import { startEmbeddedDatabase } from '../../src/db/embedded/start.ts';
import { migrateDatabase } from '../../src/db/migrate.ts';
import { createApiKey, ensureFirstTenant, scopes } from '../../src/domain/identity/index.ts';
import { type BrokerServer, findServerPort } from './broker-server.ts';
import { pickHostEnvironment } from './host-environment.ts';
import { startRabbitmq } from './rabbitmq.ts';
import { startRedis } from './redis.ts';
import { type RoleProcess, type RoleProcessOptions, startRoleProcess } from './role-process.ts';

export type BrokerName = 'inprocess' | 'redis' | 'rabbitmq';

/** A whole Efir for one run: real PostgreSQL, a real broker, each role in processes of its own. */
export interface Installation {
  readonly url: string;
  readonly key: string;
  readonly folder: string;
  readonly broker: BrokerServer | undefined;
  /** Seconds of silence that a worker may keep. */
  readonly lease: number;
  readonly webhooks: WebhookTarget;
  readonly roles: readonly RoleProcess[];
  /** Starts one more role. */
  addRole(role: string, options?: Pick<RoleProcessOptions, 'first' | 'program'>): RoleProcess;
  /** kill -9 for PostgreSQL; it is started again at once. */
  killDatabase(): Promise<void>;
  /** One statement past row-level security. */
  query<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Hears webhooks: for each recording the ids under which its end was told. */
export interface WebhookTarget {
  readonly url: string;
  readonly heard: ReadonlyMap<string, readonly string[]>;
  close(): Promise<void>;
}

/** Short, so that lost work goes on soon. */
const lease = 4;

/** The roles of a kind of installation; `inprocess` is `efir up`, all in one process. */
export const topology: Record<BrokerName, readonly string[]> = {
  inprocess: ['up'],
  redis: ['api', 'coordinator', 'coordinator', 'worker', 'worker'],
  rabbitmq: ['api', 'coordinator', 'coordinator', 'worker', 'worker'],
};

export interface InstallOptions {
  readonly roles?: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
  /** Leaves the folder with the logs for whoever wants to know more. */
  readonly keep?: boolean;
}

export async function install(brokerName: BrokerName, options: InstallOptions = {}): Promise<Installation> {
  await using opening = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'efir-installation-'));
  if (!options.keep) opening.defer(() => rm(folder, { recursive: true, force: true }));
  // As root the database runs as a user of its own, who has to get there.
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'recordings'));
  const server = await startEmbeddedDatabase({
    dataDirectory: join(folder, 'database'),
    logger: silentLogger,
    purpose: 'serve',
  });
  opening.defer(() => server.close());
  await migrateDatabase({ ...server, logger: silentLogger });
  const key = await makeKey(server.url);
  const broker = await startBroker(brokerName);
  if (broker) opening.defer(() => broker.close());
  const webhooks = await startWebhookTarget();
  opening.defer(() => webhooks.close());

  const apiPort = String(await findServerPort());
  const environment = {
    ...pickHostEnvironment(),
    DATABASE_URL: server.url,
    BROKER_URL: broker?.url ?? 'inprocess:',
    BLOB_URL: pathToFileURL(join(folder, 'recordings')).href,
    EFIR_DATA_DIR: folder,
    EFIR_ENGINE: 'scripted',
    DIARIZER: 'scripted',
    SPEECH_DETECTOR: 'energy',
    EFIR_MODEL: 'default',
    SCRIPTED_CPU_SECONDS: '0.01',
    WORKER_SLOTS: '2',
    TASK_LEASE: `${lease}s`,
    RATE_LIMIT_PER_MINUTE: '1000000',
    WEBHOOK_PRIVATE_HOSTS: '127.0.0.1',
    SYSTEM_INSTALLS: 'false',
    MODEL_DOWNLOADS: 'false',
    LOG_LEVEL: 'debug',
    LOG_FORMAT: 'json',
    ...options.settings,
  };
  const roles: RoleProcess[] = [];
  opening.defer(async () => void (await Promise.all(roles.map((role) => role.close()))));
  const addRole: Installation['addRole'] = (role, special = {}) => {
    const name = `${role}-${roles.length + 1}`;
    const ports = role === 'api' || role === 'up' ? { PORT: apiPort } : { PORT: '0' };
    const log = join(folder, `${name}.log`);
    const started = startRoleProcess({
      name,
      role,
      environment: { ...environment, ...ports },
      log,
      ...special,
    });
    roles.push(started);
    return started;
  };
  for (const role of options.roles ?? topology[brokerName]) addRole(role);
  const opened = opening.move();
  return {
    url: `http://127.0.0.1:${apiPort}`,
    key,
    folder,
    broker,
    lease,
    webhooks,
    roles,
    addRole,
    killDatabase: () => killPostmaster(join(folder, 'database')),
    query: (text, values = []) =>
      useClient(
        server.migrationUrl,
        'efir test',
        async (client) => (await client.query(text, values)).rows as never,
      ),
    close: () => opened.disposeAsync(),
  };
}

async function makeKey(url: string): Promise<string> {
  const database = await connectDatabase({ url, logger: silentLogger });
  try {
    const { id: tenantId } = await ensureFirstTenant(database);
    return (await createApiKey(database, { tenantId, name: 'test', scopes })).key;
  } finally {
    await database.close();
  }
}

async function startBroker(name: BrokerName): Promise<BrokerServer | undefined> {
  if (name === 'inprocess') return undefined;
  return name === 'redis' ? startRedis({ appendonly: 'always' }) : startRabbitmq();
}

async function startWebhookTarget(): Promise<WebhookTarget> {
  const heard = new Map<string, string[]>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
      data?: { recording?: { id?: string } };
    };
    const recording = body.data?.recording?.id ?? 'unknown';
    heard.set(recording, [...(heard.get(recording) ?? []), String(request.headers['webhook-id'])]);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`,
    heard,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function killPostmaster(dataDirectory: string): Promise<void> {
  const pid = await findPostmaster(layOutFolders(dataDirectory).cluster);
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
}
