import { createFileBlobStore } from '../adapters/blob-store/file/file-blob-store.ts';
import { createInProcessHub } from '../adapters/broker/in-process/in-process-broker.ts';
import { createFfmpegMediaTool } from '../adapters/media-tool/ffmpeg/ffmpeg-media-tool.ts';
import { createTelegramMessenger } from '../adapters/messenger/telegram/telegram-messenger.ts';
import { createGuardedWebClient } from '../adapters/web-client/guarded/guarded-web-client.ts';
import type { Config } from '../config/config.ts';
import { EfirError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { createSpeechEngines } from '../engine-host/pool.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { Broker } from '../ports/broker.ts';
import type { IdentityProvider } from '../ports/identity-provider.ts';
import type { MediaTool } from '../ports/media-tool.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { RpcTransport } from '../ports/rpc-transport.ts';
import type { SpeechEngines } from '../ports/speech-engine.ts';
import type { WebClient } from '../ports/web-client.ts';
import { createSpeechPreparation, type PreparationNews } from './prepare-speech.ts';

/*
 * Config → Ports. The one file that names adapters: what is built in is listed here.
 */

export function createMediaTool(config: Config): MediaTool {
  const searchPath = config.childEnvironment['PATH'];
  return createFfmpegMediaTool(searchPath === undefined ? {} : { searchPath });
}

/** With `news`, what is missing is fetched as far as the settings allow; without, nothing is. */
export function createEngines(
  config: Config,
  options: { readonly logger: Logger; readonly news?: PreparationNews },
): SpeechEngines {
  const { logger, news } = options;
  return createSpeechEngines({
    engine: config.engine,
    model: config.model,
    routes: config.routes,
    modelsDirectory: config.modelsDirectory,
    threads: config.engineThreads,
    megabytes: config.modelMegabytes,
    idle: config.modelIdle,
    device: config.device,
    computeType: config.computeType,
    environment: config.childEnvironment,
    scriptedCpuSeconds: config.scriptedCpuSeconds,
    detector: config.speechDetector,
    diarizer: config.diarizer,
    preferFast: config.preferFast,
    whisperCppServer: config.whisperCppServer,
    openaiCompatible: config.openaiCompatible,
    transcribeServers: { urls: config.transcribeServers, key: config.transcribeServerKey },
    logger,
    ...(news ? { prepare: createSpeechPreparation(config, news) } : {}),
  });
}

/** Undefined where none is set up. Asks nobody anything yet. */
export async function createIdentityProvider(
  config: Pick<Config, 'oidc'>,
): Promise<IdentityProvider | undefined> {
  if (!config.oidc) return undefined;
  const { createOpenidIdentityProvider } = await import(
    '../adapters/identity-provider/openid/openid-identity-provider.ts'
  );
  return createOpenidIdentityProvider(config.oidc);
}

export function createBlobs(config: Pick<Config, 'blobUrl'>): BlobStore {
  return createFileBlobStore(config.blobUrl);
}

/** What calls addresses that strangers gave. */
export function createWebClient(config: Pick<Config, 'webhookPrivateHosts'>): WebClient {
  return createGuardedWebClient({ privateHosts: config.webhookPrivateHosts });
}

/** Where JSON-RPC calls come in. Rejects with `setting-invalid` when no RabbitMQ is named. */
export async function createRpcTransport(
  { rabbitmqUrl: url }: Pick<Config, 'rabbitmqUrl'>,
  logger: Logger,
): Promise<RpcTransport> {
  if (url === undefined) {
    throw new EfirError('setting-invalid', {
      name: 'RABBITMQ_HOST',
      value: '',
      accepts: 'a host with a RabbitMQ',
    });
  }
  const { createRabbitmqRpcTransport } = await import(
    '../adapters/rpc-transport/rabbitmq/rabbitmq-rpc-transport.ts'
  );
  return createRabbitmqRpcTransport({ url, logger });
}

/** Telegram, or a server that speaks its Bot API, for the bot of the token. */
export function createMessenger({
  telegram: { apiUrl, localFiles, token },
}: {
  readonly telegram: NonNullable<Config['telegram']>;
}): Messenger {
  return createTelegramMessenger({ apiUrl, localFiles, token });
}

/** Everything that is to meet must use the broker made by one call. */
export async function createBroker(config: Config, logger: Logger): Promise<() => Broker> {
  const url = config.brokerUrl;
  // What a start without servers does not need is not loaded.
  if (/^redis/.test(url)) {
    const { createRedisBroker } = await import('../adapters/broker/redis/redis-broker.ts');
    return () => createRedisBroker({ url, logger });
  }
  if (/^amqps?:/.test(url)) {
    const { createRabbitmqBroker } = await import('../adapters/broker/rabbitmq/rabbitmq-broker.ts');
    return () => createRabbitmqBroker({ url, logger });
  }
  const hub = createInProcessHub({ logger });
  return () => hub.connect();
}
