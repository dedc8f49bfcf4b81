import type { Config } from '../../config/config.ts';
import type { Logger } from '../../core/logger.ts';
import type { Metrics } from '../../core/metrics.ts';
import { rememberCheck } from '../../core/remember-check.ts';
import type { Database } from '../../db/database.ts';
import { openKeyring } from '../../domain/identity/index.ts';
import type { RecordingPorts } from '../../domain/media/index.ts';
import type { RpcTransport } from '../../ports/rpc-transport.ts';
import type { Language, Texts } from '../../texts/texts.ts';
import { describeCheck } from '../describe-failure.ts';
import { type DispatcherConfig, openDispatcher } from '../open-dispatcher.ts';
import { judgeReadiness, type Role } from '../role.ts';
import { createCallHandler } from './handle-request.ts';

export interface RpcOptions {
  readonly config: DispatcherConfig & Pick<Config, 'rpcQueue' | 'language'>;
  readonly database: Database;
  readonly ports: RecordingPorts;
  /** A connection of its own: the role closes it. */
  readonly transport: RpcTransport;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly texts: (language: Language) => Texts;
}

/** Milliseconds that calls in work get to end when the role closes; what is not done goes to the next one. */
const grace = 4_000;

/** Answers JSON-RPC calls from a queue. Any number may run at once. Rejects with `setting-invalid`. */
export async function startRpc(options: RpcOptions): Promise<Role> {
  const { config, database, logger, ports, transport } = options;
  const { rpcQueue: queue } = config;
  const keyring = openKeyring(database);
  const checkBlobs = rememberCheck(ports.blobs.check);
  const handle = createCallHandler({
    ...options,
    queue,
    language: config.language,
    largestAnswer: transport.capabilities.largestAnswer,
    dispatch: await openDispatcher(options),
    authenticate: keyring.authenticate,
  });
  const subscription = await transport.serve(queue, { concurrency: config.rpc.concurrency }, handle);
  logger.info({ queue, services: config.rpc.services }, 'rpc ready');
  return {
    name: 'rpc',
    async ready() {
      const [databaseState, transportState, blobs] = await Promise.all([
        describeCheck(database.check()),
        describeCheck(transport.check()),
        describeCheck(checkBlobs()),
      ]);
      return judgeReadiness({ database: databaseState, rpc: transportState, blobs });
    },
    async close() {
      await subscription.close(grace);
      await transport.close();
      keyring.close();
      logger.info('rpc closed');
    },
  };
}
