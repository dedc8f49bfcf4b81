import type { Config } from '../config/config.ts';
import type { Metrics } from '../core/metrics.ts';
import type { Database } from '../db/database.ts';
import { ensureFirstTenant } from '../domain/identity/index.ts';
import { createTranscriptionRules, type RecordingPorts } from '../domain/media/index.ts';
import { createDispatcher, type Dispatch } from '../rpc/dispatcher.ts';
import { limitCalls } from '../rpc/limit-calls.ts';
import { loadServices } from '../rpc/load-services.ts';
import { createEndCounter } from './count-end.ts';
import { toRequestError } from './describe-error.ts';
import { describeKnownModels, requireKnownModel } from './upload/require-known-model.ts';
import { readUploadOptions } from './upload/upload-options.ts';

export type DispatcherConfig = Pick<
  Config,
  | 'rpc'
  | 'engine'
  | 'model'
  | 'modelsDirectory'
  | 'maxFileSize'
  | 'maxDuration'
  | 'rateLimitPerMinute'
  | 'sharedRoot'
  | 'foreignTenant'
  | 'uploadSessionLifetime'
> &
  Partial<Pick<Config, 'brokerUrl' | 'openaiCompatible' | 'transcribeServers'>>;

/** Calls of one batch. */
const callsPerBatch = 100;

/** The dispatcher of JSON-RPC calls for a process, with the services that are switched on. Rejects with `setting-invalid`. */
export async function openDispatcher(options: {
  readonly config: DispatcherConfig;
  readonly database: Database;
  readonly ports: RecordingPorts;
  readonly metrics: Metrics;
}): Promise<Dispatch> {
  const { config, database, metrics, ports } = options;
  const { rpc, sharedRoot } = config;
  const known = describeKnownModels(config);
  return createDispatcher({
    services: await loadServices(rpc.services),
    ports: {
      ...ports,
      database,
      rules: [createTranscriptionRules({ blobs: ports.blobs, maxDuration: config.maxDuration })],
      countEnd: createEndCounter(metrics, database.hints),
      maxFileSize: config.maxFileSize,
      sessionLifetime: config.uploadSessionLifetime,
      readOptions: (given) => requireKnownModel(known, readUploadOptions(known.engines, given)),
      sharedFiles:
        sharedRoot === undefined
          ? undefined
          : {
              root: sharedRoot,
              tenantId: async () => config.foreignTenant ?? (await ensureFirstTenant(database)).id,
            },
    },
    translateProblems: toRequestError,
    admit: limitCalls(config.rateLimitPerMinute),
    metrics,
    limits: {
      bytes: rpc.largestMessage,
      calls: callsPerBatch,
      timeout: rpc.timeout,
      longestTimeout: rpc.longestTimeout,
    },
  });
}
