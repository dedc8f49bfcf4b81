// The whole way in this process: the api with a coordinator and a worker behind it, over a real database, real files
// and ffmpeg; the scripted engine hears.

import { createInProcessHub } from '../../src/adapters/broker/in-process/in-process-broker.ts';
import { createFfmpegMediaTool } from '../../src/adapters/media-tool/ffmpeg/ffmpeg-media-tool.ts';
import { scriptedEngine } from '../../src/adapters/speech-engine/scripted/scripted-engine.ts';
import { startCoordinator } from '../../src/apps/coordinator/start-coordinator.ts';
import type { Role } from '../../src/apps/role.ts';
import { startWorker } from '../../src/apps/worker/start-worker.ts';
import { transcribeTask } from '../../src/compute/speech/transcribe-task.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createMetrics } from '../../src/core/metrics.ts';
import type { SpeechEngines } from '../../src/ports/speech-engine.ts';
import { startTestApi, type TestApi, type TestApiOptions } from './api.ts';
import { createTestEngines } from './engines.ts';

export interface TranscribingApi {
  readonly door: TestApi;
  close(): Promise<void>;
}

export async function startTranscribingApi(
  options: TestApiOptions & { readonly workerSlots?: number; readonly engines?: SpeechEngines } = {},
): Promise<TranscribingApi> {
  const door = await startTestApi(options);
  const hub = createInProcessHub();
  const logger = options.logger ?? silentLogger;
  const roles: Role[] = [
    await startCoordinator({
      database: door.db.database,
      broker: hub.connect(),
      rules: [door.rules],
      config: { taskLease: 30 },
      logger,
      metrics: createMetrics({ processMetrics: false }),
    }),
    await startWorker({
      broker: hub.connect(),
      media: createFfmpegMediaTool(),
      engines: options.engines ?? scriptedEngines,
      tasks: [transcribeTask],
      config: { workerSlots: options.workerSlots ?? 2, taskLease: 30 },
      logger,
    }),
  ];
  return {
    door,
    async close() {
      for (const role of roles.toReversed()) await role.close();
      await door.close();
    },
  };
}

/** Its models `slow` and `fail` may be asked for; nothing burns CPU. */
const scriptedEngines: SpeechEngines = {
  ...createTestEngines(),
  open: async ({ model = 'default' }) => ({
    engine: await scriptedEngine.load({ model, threads: 1, extra: { cpuSecondsPerSecond: 0 } }),
  }),
  check: async () => ({ engine: 'scripted', model: 'default' }),
  close: async () => undefined,
};
