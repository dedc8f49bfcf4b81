// Memory does not grow with the recording: peak resident memory of the worker's own process, and of its engine hosts, on
// 10 hours of speech, beside 10 minutes. Speech is found by Silero; the engine costs nothing here, so the audio runs
// through as fast as it can, which is the hardest case for memory. Aim: within 1.1 times.
//
//     ./efir bench memory [--json]

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
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
import { runFfmpeg } from '../test/support/audio.ts';
import { findSilero } from '../test/support/find-silero.ts';
import { writePilotRecording } from '../test/support/pilot-tones/pilot-recording.ts';
import { report } from './report.ts';

const [, , mode, recording = ''] = process.argv;
if (mode === 'worker') await work(recording);
else await compare();

async function compare(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'efir-bench-'));
  try {
    await mkdir(join(folder, 'silero-vad'));
    await symlink(await findSilero(), join(folder, 'silero-vad', 'silero_vad.onnx'));
    const wav = join(folder, 'plain.wav');
    await writePilotRecording(wav, { seconds: 600 });
    const [short, long] = [join(folder, 'short.ogg'), join(folder, 'long.ogg')];
    await runFfmpeg('-i', wav, '-c:a', 'libopus', '-b:a', '24k', short);
    await runFfmpeg('-stream_loop', '59', '-i', short, '-c', 'copy', long);
    const baseline = await measurePeaks(short, folder);
    const figure = await measurePeaks(long, folder);
    report('memory: peak on 10 hours of speech, beside 10 minutes', [
      compareFigures('the worker’s process', figure.own, baseline.own),
      compareFigures('its engine hosts together', figure.hosts, baseline.hosts),
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function compareFigures(name: string, figure: number, baseline: number) {
  return { name, unit: 'MB', figure, baseline, aim: 'ratio at most 1.1', met: figure <= baseline * 1.1 };
}

/** Megabytes. */
interface Peaks {
  readonly own: number;
  readonly hosts: number;
}

/** As the worker read them after its task. */
async function measurePeaks(path: string, modelsDirectory: string): Promise<Peaks> {
  const child = spawn(process.execPath, [new URL(import.meta.url).pathname, 'worker', path], {
    env: {
      ...process.env,
      SCRIPTED_CPU_SECONDS: '0',
      EFIR_ENGINE: 'scripted',
      EFIR_MODEL: 'default',
      EFIR_MODELS_DIR: modelsDirectory,
      MODEL_DOWNLOADS: 'false',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  for await (const chunk of child.stdout) printed += chunk;
  return JSON.parse(printed) as Peaks;
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
  await desk.publish(taskQueue('transcribe'), { task_id: 'bench', recording_id: 'bench', file_path: path });
  await ended.promise;
  const peaks: Peaks = { own: await readPeak('self'), hosts: await readPeaksOfHosts() };
  await worker.close();
  await engines.close();
  await desk.close();
  console.log(JSON.stringify(peaks));
}

async function readPeaksOfHosts(): Promise<number> {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  const peaks = await Promise.all(children.split(' ').filter(Boolean).map(readPeak));
  return peaks.reduce((sum, peak) => sum + peak, 0);
}

/** Megabytes; of a process that has just ended nothing. */
async function readPeak(pid: string): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}
