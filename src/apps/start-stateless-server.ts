import { pathToFileURL } from 'node:url';
import type { Config } from '../config/config.ts';
import { EfirError, toEfirError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { getTexts } from '../texts/texts.ts';
import { createBlobs, createEngines, createMediaTool } from './compose.ts';
import type { PreparationNews } from './prepare-speech.ts';
import { readVersion } from './read-version.ts';
import { ensureDataDirectory } from './setup/ensure-data-directory.ts';
import { ensureMediaTool } from './setup/system-packages.ts';
import { createIncomingFolder } from './transcribe-server/incoming-folder.ts';
import { startTranscribeServer, type TranscribeServer } from './transcribe-server/start-transcribe-server.ts';
import { openStatelessDesk } from './transcribe-server/stateless-desk.ts';
import { describeKnownModels, requireKnownModel } from './upload/require-known-model.ts';
import { listOfferedEngines } from './upload/upload-options.ts';

/** Port where none is set. */
export const standardTranscribePort = 8002;

export interface StatelessStart {
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly news: PreparationNews;
}

/**
 * The transcription server that recognises by itself, without a database: what TRANSCRIBE_SERVER_URL of other
 * installations names. Rejects with `setting-invalid` where it would hand its work on, and as `startTranscribeServer`.
 */
export async function startStatelessServer(
  config: Config,
  { logger, news, signal }: StatelessStart,
): Promise<TranscribeServer> {
  refuseCircle(config);
  await ensureDataDirectory(config);
  await using opening = new AsyncDisposableStack();
  const media = createMediaTool(config);
  const setup = { allowed: config.systemInstalls, environment: config.childEnvironment };
  const { announce, failed } = news;
  await ensureMediaTool({ ...setup, announce, failed, signal }).catch((thrown: unknown) => {
    logger.warn({ error: toEfirError(thrown) }, 'ffmpeg is missing');
  });
  // Addresses may stand in the settings that all processes share; this one does the work itself, unless told otherwise.
  const { engine, openaiCompatible } = config;
  const elsewhere = {
    transcribeServers: [],
    openaiCompatible: engine === 'openai-compatible' ? openaiCompatible : undefined,
  };
  const engines = createEngines({ ...config, ...elsewhere }, { logger, news });
  opening.defer(() => engines.close());
  const folder = await createIncomingFolder(config.transcribeServerResults);
  const desk = openStatelessDesk({
    engines,
    media,
    incoming: { folder, blobs: createBlobs({ blobUrl: pathToFileURL(folder).href }) },
    results: { folder: config.transcribeServerResults, keep: config.transcribeServerKeep },
    slots: config.workerSlots,
    capacity: config.transcribeServerQueue,
    maxFileSize: config.maxFileSize,
    maxDuration: config.maxDuration,
    texts: getTexts(config.language),
    logger,
  });
  // Whatever carries messages elsewhere: here is who recognises.
  const known = describeKnownModels({ ...config, ...elsewhere, brokerUrl: 'inprocess:' });
  const server = await startTranscribeServer({
    desk,
    host: config.host,
    port: config.transcribeServerPort ?? standardTranscribePort,
    guard: { key: config.transcribeServerKey },
    offered: listOfferedEngines(config),
    requireModel: (options) => requireKnownModel(known, options),
    maxFileSize: config.maxFileSize,
    language: config.language,
    texts: getTexts,
    version: await readVersion(),
    logger,
  });
  opening.defer(() => server.close());
  const opened = opening.move();
  return { url: server.url, close: () => opened.disposeAsync() };
}

function refuseCircle({ engine }: Config): void {
  if (engine !== 'transcribe-server') return;
  throw new EfirError('setting-invalid', {
    name: 'EFIR_ENGINE',
    value: engine,
    accepts:
      'an engine of its own, because this server recognises by itself: auto, sherpa-onnx or pocketsphinx',
  });
}
