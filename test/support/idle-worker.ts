// The worker of the benches that measure the way of a task and not the work: the real worker, with a task that
// computes nothing. Writes the clock to standard output when a task begins.

import { createBroker } from '../../src/apps/compose.ts';
import type { WorkerTask } from '../../src/apps/worker/run-attempt.ts';
import { startWorker } from '../../src/apps/worker/start-worker.ts';
import { loadConfig } from '../../src/config/config.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { idleEngines, idleMedia, makeSegment, makeSuccess } from './work.ts';

const task: WorkerTask = {
  kind: 'transcribe',
  version: 1,
  timeLimit: 60,
  retry: { retries: 3, delay: 5, maxDelay: 30, special: {} },
  async *run(_context, message) {
    console.log(`${message.recording_id} ${performance.timeOrigin + performance.now()}`);
    const media = { format: 'wav', codec: 'pcm', duration: 1, sample_rate: 16_000, channels: 1 };
    yield { type: 'probed', media };
    yield makeSegment(0);
    yield makeSuccess(1);
  },
};

const config = loadConfig();
const connect = await createBroker(config, silentLogger);
const worker = await startWorker({
  broker: connect(),
  media: idleMedia,
  engines: idleEngines,
  tasks: [task],
  config,
  logger: silentLogger,
});
process.once('SIGTERM', () => void worker.close());
