// Memory does not grow with the recording: peak resident memory of the worker's own process (engine host and ffmpeg
// are children and not counted) on 5 hours of audio, beside 10 minutes. The engine costs nothing here, so the audio
// runs through as fast as it can, which is the hardest case for memory. Aim: within 1.1 times.
//
//     ./efir bench memory [--json]

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInProcessHub } from '../src/adapters/broker/in-process/in-process-broker.ts';
import { createEngines, createMediaTool } from '../src/apps/compose.ts';
import { startWorker } from '../src/apps/worker/start-worker.ts';
import { transcribeTask } from '../src/compute/speech/transcribe-task.ts';
import { loadConfig } from '../src/config/config.ts';
import { silentLogger } from '../src/core/logger.ts';
import { eventMessageSchema } from '../src/wire/event-message.ts';
import { controlTopic, eventGroup, eventQueue, taskQueue } from '../src/wire/names.ts';
import { makeSamples, runFfmpeg, silence, speech, writeWav } from '../test/support/audio.ts';
import { report } from './report.ts';

const [, , mode, recording = ''] = process.argv;
if (mode === 'worker') await work(recording);
else await compare();

async function compare(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'efir-bench-'));
  try {
    const part = join(folder, 'part.wav');
    await writeWav(part, makeSamples(Array.from({ length: 12 }, () => [speech(4), silence(1)]).flat()));
    const [short, long] = [join(folder, 'short.ogg'), join(folder, 'long.ogg')];
    await runFfmpeg('-stream_loop', '9', '-i', part, '-c:a', 'libopus', '-b:a', '24k', short);
    await runFfmpeg('-stream_loop', '29', '-i', short, '-c', 'copy', long);
    const baseline = await measurePeak(short);
    const figure = await measurePeak(long);
    report('memory: peak of the worker process, 5 hours beside 10 minutes', [
      {
        name: 'peak resident memory',
        unit: 'MB',
        figure,
        baseline,
        aim: 'ratio at most 1.1',
        met: figure <= baseline * 1.1,
      },
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Megabytes, as the worker read them of itself after its task. */
async function measurePeak(path: string): Promise<number> {
  const child = spawn(process.execPath, [new URL(import.meta.url).pathname, 'worker', path], {
    env: { ...process.env, SCRIPTED_CPU_SECONDS: '0', EFIR_ENGINE: 'scripted', EFIR_MODEL: 'default' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  for await (const chunk of child.stdout) printed += chunk;
  const peak = Number(printed);
  if (!(peak > 0)) throw new Error(`the worker said ${printed}`);
  return peak;
}

/** A worker as it ships, beside a coordinator that only acknowledges. */
async function work(path: string): Promise<void> {
  const config = loadConfig();
  const hub = createInProcessHub();
  const desk = hub.connect();
  const engines = createEngines(config, { logger: silentLogger });
  const ended = Promise.withResolvers<void>();
  await desk.consume(eventQueue('transcribe'), { group: eventGroup, prefetch: 16 }, async ({ message }) => {
    const { task_id, run_id, seq, event } = eventMessageSchema.parse(message);
    await desk.broadcast(controlTopic('transcribe'), { type: 'applied', task_id, run_id, seq });
    if (event.type === 'failed') ended.reject(new Error(JSON.stringify(event.error)));
    if (event.type === 'succeeded') ended.resolve();
  });
  const worker = await startWorker({
    broker: hub.connect(),
    media: createMediaTool(config),
    engines,
    tasks: [transcribeTask],
    config,
    logger: silentLogger,
  });
  await desk.publish(taskQueue('transcribe'), { task_id: 'bench', file_path: path });
  await ended.promise;
  const peak = /VmHWM:\s+(\d+) kB/.exec(await readFile('/proc/self/status', 'utf8'))?.[1];
  await worker.close();
  await engines.close();
  await desk.close();
  console.log(Number(peak) / 1024);
}
