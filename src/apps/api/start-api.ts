import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { rememberCheck } from '../../core/remember-check.ts';
import { openKeyring, openSigningKeys } from '../../domain/identity/index.ts';
import {
  createStandings,
  createTranscriptionRules,
  openIntake,
  type RecordingPorts,
} from '../../domain/media/index.ts';
import { createEndCounter } from '../count-end.ts';
import { listenAt, writeUrl } from '../listen.ts';
import { openDispatcher } from '../open-dispatcher.ts';
import type { Role } from '../role.ts';
import { listOfferedEngines } from '../upload/upload-options.ts';
import type { ApiOptions } from './api-options.ts';
import { countGuesses } from './authenticate-requests.ts';
import { createAuthentication } from './authentication.ts';
import { type ApiRoute, buildServer } from './build-server.ts';
import { checkReadiness } from './check-readiness.ts';
import { clearSessions } from './clear-sessions.ts';
import { openDashboard } from './dashboard/open-dashboard.ts';
import { watchCallers } from './events/caller-watch.ts';
import { openRecordingFeed } from './events/recording-feed.ts';
import { watchRecordings } from './events/watch-recordings.ts';
import { fetchLinks } from './links/fetch-links.ts';
import { openPullDesk } from './models/pull-desk.ts';
import { createWaitingRoom } from './openai/waiting-room.ts';
import { openProviderDesk } from './provider-desk.ts';
import type { ApiServer } from './server.ts';
import { finishUploads } from './tus/finish-within.ts';
import { openUploadDesk } from './upload-desk.ts';

export interface Api extends Role {
  /** Where it answers, with the port that it got. */
  readonly url: string;
  readonly server: ApiServer;
  /** Everything the router knows. */
  readonly routes: readonly ApiRoute[];
}

export type { ApiOptions } from './api-options.ts';

/** Uploads and downloads on their way get this long to end when the server closes. */
const closingMilliseconds = 5_000;

/** Opens the HTTP door. Rejects with `port-in-use`. Database and blob store stay the caller's to close. */
export async function startApi(options: ApiOptions): Promise<Api> {
  const { config, database, blobs } = options;
  const closing = new AbortController();
  const watch = watchRecordings(database.hints);
  const callers = watchCallers(options);
  const standings = createStandings(database, config.taskLease);
  const feed = openRecordingFeed({ database, standings, logger: options.logger });
  const pulls = openPullDesk(config, options.logger);
  const identity = openIdentity(options);
  const checkBlobs = rememberCheck(blobs.check);
  const ready = () => checkReadiness({ database, blobs: { check: checkBlobs }, beside: options.beside });
  const work = {
    database,
    rules: [createTranscriptionRules({ blobs, maxDuration: config.maxDuration })],
    countEnd: createEndCounter(options.metrics, database.hints),
    closing: closing.signal,
  };
  const ports = { blobs, probe: options.probe, web: options.web };
  const dispatch = await openDispatcher({ config, database, ports, metrics: options.metrics });
  const { app: server, routes } = await buildServer({
    ...options,
    context: {
      ...work,
      ...readSettings(config),
      ...identity,
      blobs,
      probe: options.probe,
      web: options.web,
      intake: openIntake(database),
      metrics: options.metrics,
      watch,
      callers,
      feed,
      pulls,
      waitingRoom: createWaitingRoom(work, { logger: options.logger, grace: options.hangUpGrace }),
      dispatch,
      uploads: openUploadDesk(database, {
        ports,
        maxFileSize: config.maxFileSize,
        guessesPerMinute: countGuesses(config.rateLimitPerMinute),
      }),
      standings,
      texts: options.texts,
      dashboard: openDashboard(options.dashboardFolder),
      ready,
    },
  });
  await listenAt(config.port, () => server.listen({ host: config.host, port: config.port }));
  const chores = startChores(options, ports);
  return {
    name: 'api',
    url: writeUrl(server.server.address() as AddressInfo),
    server,
    routes,
    ready,
    async close() {
      closing.abort();
      await feed.close();
      await callers.close();
      await closeServer(server);
      await Promise.all([chores.close(), pulls.close()]);
      watch.close();
      identity.keyring.close();
    },
  };
}

/** By what people and programs are known. */
function openIdentity({ config, database, identityProvider: provider }: ApiOptions) {
  const keyring = openKeyring(database);
  const signingKeys = openSigningKeys(database);
  const { oidc: policy, publicUrl } = config;
  return {
    keyring,
    signingKeys,
    authentication: createAuthentication(database, keyring, signingKeys),
    providers: policy && provider && openProviderDesk({ database, provider, policy, publicUrl }),
  };
}

/** What routes are told of the settings. */
function readSettings(config: ApiOptions['config']) {
  const transcribesElsewhere = (config.transcribeServers ?? []).length > 0;
  return {
    maxFileSize: config.maxFileSize,
    rpcMessageSize: config.rpc.largestMessage,
    uploadSessionLifetime: config.uploadSessionLifetime,
    retention: config.retention,
    botQuota: config.telegram?.tenantQuota,
    engines: listOfferedEngines(config),
    modelsDirectory: config.modelsDirectory,
    model: config.model,
    workersElsewhere: config.brokerUrl !== 'inprocess:' || transcribesElsewhere,
    passesOn: config.openaiCompatible !== undefined || transcribesElsewhere,
  };
}

/** What goes on beside requests: what is over is deleted, and what others left unfinished is finished. */
function startChores(
  { config, database, logger, web }: ApiOptions,
  ports: RecordingPorts,
): { close(): Promise<void> } {
  const chores = [
    clearSessions(database, ports, logger),
    fetchLinks({ ...ports, database, web, maxFileSize: config.maxFileSize, logger }),
    finishUploads({ ...ports, database, maxFileSize: config.maxFileSize }, logger),
  ];
  return {
    async close() {
      for (const chore of chores) await chore.close();
    },
  };
}

/** Connections that browsers keep open become idle one by one as their last answers end. */
async function closeServer(server: ApiServer): Promise<void> {
  const closed = server.close();
  const tidying = setInterval(() => server.server.closeIdleConnections(), 50);
  await Promise.race([closed, sleep(closingMilliseconds, undefined, { ref: false })]);
  clearInterval(tidying);
  server.server.closeAllConnections();
  await closed;
}
