// The real worker as a process of its own, over the broker that BROKER_URL names, with the task that runs the script
// kept where the audio would be (`work.ts`): for tests that hang or kill a worker.

import { createBroker } from '../../src/apps/compose.ts';
import { startWorker } from '../../src/apps/worker/start-worker.ts';
import { loadConfig } from '../../src/config/config.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createScriptedWork, idleEngines, idleMedia } from './work.ts';

const config = loadConfig();
const connect = await createBroker(config, silentLogger);
const worker = await startWorker({
  broker: connect(),
  media: idleMedia,
  engines: idleEngines,
  tasks: [createScriptedWork().task],
  config,
  logger: silentLogger,
});
process.once('SIGTERM', () => void worker.close());
