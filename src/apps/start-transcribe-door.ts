import type { Config } from '../config/config.ts';
import { EfirError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { Logger } from '../core/logger.ts';
import type { Metrics } from '../core/metrics.ts';
import { rememberCheck } from '../core/remember-check.ts';
import type { Database } from '../db/database.ts';
import { authenticateApiKey, ensureFirstTenant, findTenant, requireScope } from '../domain/identity/index.ts';
import { createTranscriptionRules } from '../domain/media/index.ts';
import type { MediaTool } from '../ports/media-tool.ts';
import { getTexts } from '../texts/texts.ts';
import { createBlobs, createWebClient } from './compose.ts';
import { createEndCounter } from './count-end.ts';
import { describeCheck } from './describe-failure.ts';
import { readVersion } from './read-version.ts';
import { judgeReadiness, type Role } from './role.ts';
import { standardTranscribePort } from './start-stateless-server.ts';
import { openDoorDesk } from './transcribe-server/door-desk.ts';
import type { Need } from './transcribe-server/guard-requests.ts';
import { startTranscribeServer } from './transcribe-server/start-transcribe-server.ts';
import { describeKnownModels, requireKnownModel } from './upload/require-known-model.ts';

export interface DoorStart {
  readonly database: Database;
  readonly media: MediaTool;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * The transcription server as a door to the recordings of a tenant. Rejects with `setting-invalid` for a tenant that
 * does not exist, and as `startTranscribeServer`. The database stays the caller's to close.
 */
export async function startTranscribeDoor(
  config: Config,
  { database, logger, media, metrics }: DoorStart,
): Promise<Role & { readonly url: string }> {
  const blobs = createBlobs(config);
  const checkBlobs = rememberCheck(blobs.check);
  const desk = openDoorDesk({
    database,
    ports: {
      blobs,
      probe: (path, options) => media.probe(path, options),
      web: createWebClient(config),
    },
    rules: [createTranscriptionRules({ blobs, maxDuration: config.maxDuration })],
    countEnd: createEndCounter(metrics, database.hints),
    tenantId: await findOwner(database, config.transcribeServerTenant as TenantId | undefined),
    results: { folder: config.transcribeServerResults, keep: config.transcribeServerKeep },
    capacity: config.transcribeServerQueue,
    maxFileSize: config.maxFileSize,
    engine: config.engine,
    model: config.model,
    taskLease: config.taskLease,
    texts: getTexts(config.language),
    logger,
  });
  const known = describeKnownModels(config);
  const server = await startTranscribeServer({
    desk,
    host: config.host,
    port: config.transcribeServerPort ?? standardTranscribePort,
    guard: {
      key: config.transcribeServerKey,
      authenticate: (key, need) => authenticate(database, key, need),
    },
    offered: known.engines,
    requireModel: (options) => requireKnownModel(known, options),
    maxFileSize: config.maxFileSize,
    language: config.language,
    texts: getTexts,
    version: await readVersion(),
    logger,
  });
  return {
    name: 'transcribe-server',
    url: server.url,
    close: () => server.close(),
    ready: async () => {
      const checks = [describeCheck(database.check()), describeCheck(checkBlobs())] as const;
      const [databaseState, blobsState] = await Promise.all(checks);
      return judgeReadiness({ database: databaseState, blobs: blobsState });
    },
  };
}

async function findOwner(database: Database, configured: TenantId | undefined): Promise<TenantId> {
  if (configured === undefined) return (await ensureFirstTenant(database)).id;
  const tenant = await findTenant(database, configured);
  if (tenant) return tenant.id;
  throw new EfirError('setting-invalid', {
    name: 'TRANSCRIBE_SERVER_TENANT',
    value: configured,
    accepts: 'the id of a tenant that exists',
  });
}

async function authenticate(database: Database, key: string, need: Need): Promise<TenantId> {
  const caller = await authenticateApiKey(database, key);
  requireScope(caller, `recordings:${need}`);
  return caller.tenantId;
}
