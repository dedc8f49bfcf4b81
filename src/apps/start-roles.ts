import { fileURLToPath } from 'node:url';
import { transcribeTask } from '../compute/speech/transcribe-task.ts';
import type { Config } from '../config/config.ts';
import { EfirError, toEfirError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { createMetrics, type Metrics } from '../core/metrics.ts';
import type { Database } from '../db/database.ts';
import { engineNames } from '../engine-host/engines.ts';
import type { Broker } from '../ports/broker.ts';
import type { MediaTool } from '../ports/media-tool.ts';
import type { SpeechEngines } from '../ports/speech-engine.ts';
import { getTexts } from '../texts/texts.ts';
import {
  createBlobs,
  createBroker,
  createEngines,
  createIdentityProvider,
  createMediaTool,
  createMessenger,
  createRpcTransport,
  createWebClient,
} from './compose.ts';
import { startHealthServer } from './health-server.ts';
import type { DatabasePurpose } from './open-database.ts';
import type { PreparationNews } from './prepare-speech.ts';
import type { Role, RoleName } from './role.ts';
import { ensureDataDirectory } from './setup/ensure-data-directory.ts';
import { ensureMediaTool } from './setup/system-packages.ts';

export interface RunningRoles {
  readonly roles: readonly Role[];
  /** Of the api; of health and metrics where another role runs alone. */
  readonly url: string;
  /** Of the transcription server, where it is one of the doors. */
  readonly transcribeUrl?: string;
  /** Present where the bot runs; without a name while Telegram does not answer. */
  readonly bot?: { readonly username: string | undefined };
  /** Present where api or coordinator run. */
  readonly database?: Database;
  /** Present where a worker runs. */
  readonly engines?: SpeechEngines;
  /** Closes everything in the reverse order of its opening. */
  close(): Promise<void>;
}

export interface StartOptions {
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly news: PreparationNews;
}

/**
 * Runs roles in this process, with what they need and nothing else: a worker alone imports no database. What was
 * opened is closed again when a later step fails. Rejects as `openDatabase`, and with `port-in-use`.
 */
export async function startRoles(
  config: Config,
  names: readonly RoleName[],
  options: StartOptions,
): Promise<RunningRoles> {
  await using opening = new AsyncDisposableStack();
  const { logger } = options;
  const metrics = createMetrics();
  const connect = await createBroker(config, logger);
  const keep: Start['keep'] = (opened) => {
    opening.defer(() => opened.close());
    return opened;
  };
  const start: Start = { config, connect, keep, metrics, options };

  const database = await openDatabaseFor(start, names);
  await ensureDataDirectory(config);
  const media = createMediaTool(config);
  const roles: Role[] = [];
  let url: string | undefined;

  if (database && names.includes('api')) {
    const api = keep(await startApi(start, database, { media, roles }));
    roles.push(api);
    url = api.url;
  }
  if (database && names.includes('coordinator')) roles.push(keep(await startCoordinator(start, database)));
  const doors = database ? await startDoors(start, database, { names, media, apiUrl: url }) : { roles: [] };
  roles.push(...doors.roles);
  // Alone it answers /health itself.
  if (names.length === 1) url ??= doors.url;
  let engines: SpeechEngines | undefined;
  if (names.includes('worker')) {
    engines = keep(createEngines(config, { logger, news: options.news }));
    roles.push(keep(await startWorker(start, media, engines)));
  }
  url ??= keep(await startHealth(start, roles)).url;

  const opened = opening.move();
  return {
    roles,
    url,
    ...(doors.transcribeUrl === undefined ? {} : { transcribeUrl: doors.transcribeUrl }),
    ...(doors.bot ? { bot: doors.bot } : {}),
    ...(database ? { database } : {}),
    ...(engines ? { engines } : {}),
    close: () => opened.disposeAsync(),
  };
}

interface Start {
  readonly config: Config;
  readonly connect: () => Broker;
  readonly keep: <Opened extends { close(): Promise<void> }>(opened: Opened) => Opened;
  readonly metrics: Metrics;
  readonly options: StartOptions;
}

/** Roles beside the api where recordings come in. */
const doorNames: readonly RoleName[] = ['bot', 'rpc', 'transcribe-server'];

interface Doors {
  readonly roles: readonly Role[];
  /** Of the last one that has a server of its own. */
  readonly url?: string | undefined;
  readonly transcribeUrl?: string;
  readonly bot?: { readonly username: string | undefined };
}

async function startDoors(
  start: Start,
  database: Database,
  {
    apiUrl,
    media,
    names,
  }: { readonly apiUrl: string | undefined; readonly media: MediaTool; readonly names: readonly RoleName[] },
): Promise<Doors> {
  const { config, keep, metrics, options } = start;
  const roles: Role[] = [];
  if (names.includes('rpc')) roles.push(keep(await startRpc(start, database, media)));
  const alone = names.length === 1;
  const bot = names.includes('bot')
    ? keep(await startBot(start, database, { alone, apiUrl, media }))
    : undefined;
  if (bot) roles.push(bot);
  if (!names.includes('transcribe-server')) return { roles, url: bot?.url, ...(bot ? { bot } : {}) };
  const { startTranscribeDoor } = await import('./start-transcribe-door.ts');
  const { logger } = options;
  const server = keep(await startTranscribeDoor(config, { database, logger, media, metrics }));
  return { roles: [...roles, server], url: server.url, transcribeUrl: server.url, ...(bot ? { bot } : {}) };
}

async function openDatabaseFor(
  { config, keep, options: { logger, signal } }: Start,
  names: readonly RoleName[],
): Promise<Database | undefined> {
  const serves = names.includes('api') || names.includes('coordinator');
  if (!serves && !doorNames.some((door) => names.includes(door))) return undefined;
  // A door alone comes beside the process that serves from the data directory.
  const purpose = serves ? 'serve' : 'visit';
  return keep(await openDatabase(config, { logger, signal, purpose })).database;
}

async function openDatabase(config: Config, purpose: DatabasePurpose) {
  const { openDatabase: open } = await import('./open-database.ts');
  return open(config, purpose);
}

async function startApi(
  { config, keep, metrics, options }: Start,
  database: Database,
  { media, roles }: { readonly media: MediaTool; readonly roles: readonly Role[] },
) {
  const { startApi: start } = await import('./api/start-api.ts');
  const blobs = createBlobs(config);
  const probe: MediaTool['probe'] = (path, probeOptions) => media.probe(path, probeOptions);
  // The bot starts later than the api.
  const beside = async () => {
    const readiness = await roles.find(({ name }) => name === 'bot')?.ready();
    const updates = readiness?.dependencies['updates'];
    return updates ? { bot: updates } : {};
  };
  return start({
    beside,
    blobs,
    config,
    database,
    identityProvider: await createIdentityProvider(config),
    logger: options.logger,
    metrics,
    probe,
    texts: getTexts,
    web: keep(createWebClient(config)),
  });
}

async function startCoordinator({ config, connect, keep, metrics, options }: Start, database: Database) {
  const { startCoordinator: start } = await import('./coordinator/start-coordinator.ts');
  const { createTranscriptionRules } = await import('../domain/media/index.ts');
  const { maxDuration } = config;
  const blobs = createBlobs(config);
  const rules = [createTranscriptionRules({ blobs, maxDuration })];
  const media = createMediaTool(config);
  const foreign = { blobs, probe: media.probe.bind(media) };
  const web = keep(createWebClient(config));
  const { logger } = options;
  const upkeep = { blobs, config };
  return start({ broker: keep(connect()), config, database, foreign, logger, metrics, rules, upkeep, web });
}

async function startRpc({ config, keep, metrics, options }: Start, database: Database, media: MediaTool) {
  const { startRpc: start } = await import('./rpc/start-rpc.ts');
  const { logger } = options;
  const web = keep(createWebClient(config));
  const ports = { blobs: createBlobs(config), probe: media.probe.bind(media), web };
  const transport = keep(await createRpcTransport(config, logger));
  return start({ config, database, logger, metrics, ports, texts: getTexts, transport });
}

async function startBot(
  { config, keep, metrics, options: { logger } }: Start,
  database: Database,
  {
    alone,
    apiUrl,
    media,
  }: { readonly alone: boolean; readonly apiUrl: string | undefined; readonly media: MediaTool },
) {
  const { telegram } = config;
  if (telegram === undefined) throw new EfirError('telegram-token-missing');
  const { startBot: start } = await import('./bot/start-bot.ts');
  return start({
    ...{ alone, database, logger, media, metrics },
    config: { ...config, telegram, apiUrl },
    blobs: createBlobs(config),
    messenger: keep(createMessenger({ telegram })),
    web: keep(createWebClient(config)),
    texts: getTexts,
  });
}

async function startWorker(
  { config, connect, keep, metrics, options }: Start,
  media: MediaTool,
  engines: SpeechEngines,
) {
  const { startWorker: start } = await import('./worker/start-worker.ts');
  const { logger, news, signal } = options;
  const setup = {
    allowed: config.systemInstalls,
    environment: config.childEnvironment,
    announce: news.announce,
    failed: news.failed,
    signal,
  };
  // Without ffmpeg the others still serve, and /ready and the doctor say what is missing.
  const tell = news.missing ?? ((error) => logger.warn({ error }, 'ffmpeg is missing'));
  await ensureMediaTool(setup).catch((thrown: unknown) => tell(toEfirError(thrown)));
  const folders = [fileURLToPath(config.blobUrl), ...(config.sharedRoot ? [config.sharedRoot] : [])];
  const tasks = [transcribeTask];
  return start({
    broker: keep(connect()),
    config,
    engineNames,
    engines,
    folders,
    logger,
    media,
    metrics,
    tasks,
  });
}

/** Health and metrics of roles without the api, each at a port of its own behind PORT. */
function startHealth({ config, metrics }: Start, roles: readonly Role[]) {
  const [role] = roles;
  if (!role) throw new Error('no role to run');
  const distance = { worker: 2, rpc: 3 }[role.name as string] ?? 1;
  const port = config.port === 0 ? 0 : config.port + distance;
  return startHealthServer({ host: config.host, port, role, metrics });
}
