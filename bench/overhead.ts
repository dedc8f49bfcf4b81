// What Efir adds to the bare work. Figure: wall time from the start of `POST /v1/recordings` to the event that says
// the transcript is finished, against a whole `efir up` with its own PostgreSQL. Baseline: ffprobe, then ffmpeg, then
// the same warm engine, one after the other, on the same file (the engine on the pieces that Efir cuts). Aims: +60 ms for 10 s, 1.05 times for 30 minutes.
//
//     ./efir bench overhead [--quick] [--json]        (--quick leaves the 30 minutes out)

import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEnergyDetector } from '../src/adapters/speech-detector/energy/energy-detector.ts';
import { createEngines, createMediaTool } from '../src/apps/compose.ts';
import { findSpeech } from '../src/compute/speech/stages/find-speech.ts';
import { pack } from '../src/compute/speech/stages/pack.ts';
import { loadConfig } from '../src/config/config.ts';
import { silentLogger } from '../src/core/logger.ts';
import { makeSamples, runFfmpeg, speech, writeWav } from '../test/support/audio.ts';
import { median, report } from './report.ts';

const clipRuns = 9;

const folder = await mkdtemp(join(tmpdir(), 'efir-bench-'));
// As root the database runs under a service user, who has to get there.
await chmod(folder, 0o755);
const environment = {
  ...process.env,
  EFIR_DATA_DIR: join(folder, 'data'),
  EFIR_ENGINE: 'scripted',
  EFIR_MODEL: 'default',
  // The baseline cuts with it, too.
  SPEECH_DETECTOR: 'energy',
  LOG_LEVEL: 'warn',
  PORT: '0',
};
const config = loadConfig(environment);
const media = createMediaTool(config);
const engines = createEngines(config, { logger: silentLogger });
let server: ChildProcess | undefined;

try {
  const clip = await makeRecording('clip.ogg', 10);
  const server = await startServer();
  const clipFigures: number[] = [];
  const clipBaselines: number[] = [];
  for (let run = -1; run < clipRuns; run++) {
    const baseline = await measureBareWork(clip);
    const figure = await measureEfir(server, clip);
    // The first run only warms both sides.
    if (run >= 0) clipFigures.push(figure) && clipBaselines.push(baseline);
  }
  const differences = clipFigures.map((figure, run) => figure - (clipBaselines[run] ?? Number.NaN));
  const added = median(differences);
  const figures = [
    {
      name: `10 s clip, median of ${clipRuns} (adds ${(added * 1000).toFixed(0)} ms)`,
      unit: 's',
      figure: median(clipFigures),
      baseline: median(clipBaselines),
      aim: 'at most +60 ms',
      met: added <= 0.06,
    },
  ];
  if (!process.argv.includes('--quick')) {
    const long = await makeRecording('long.ogg', 30 * 60);
    const baseline = await measureBareWork(long);
    const figure = await measureEfir(server, long);
    const met = figure <= baseline * 1.05;
    figures.push({ name: '30 min recording', unit: 's', figure, baseline, aim: 'ratio at most 1.05', met });
  }
  report('overhead: HTTP to finished transcript over ffprobe + ffmpeg + engine', figures);
} finally {
  await engines.close();
  await stopServer();
  await rm(folder, { recursive: true, force: true });
}

async function makeRecording(name: string, seconds: number): Promise<Recording> {
  const minute = join(folder, 'part.wav');
  const part = Math.min(seconds, 60);
  await writeWav(minute, makeSamples([speech(part)]));
  const path = join(folder, name);
  const loops = String(Math.ceil(seconds / part) - 1);
  await runFfmpeg('-stream_loop', loops, '-i', minute, '-c:a', 'libopus', '-b:a', '24k', path);
  const pieces: Float32Array[] = [];
  for await (const item of pack(findSpeech(media.decode(path), createEnergyDetector()), {
    maxPieceSeconds: Number.POSITIVE_INFINITY,
  }))
    if (item.kind === 'piece') pieces.push(item.samples);
  return { path, pieces };
}

/** The engine gets the pieces that Efir finds, so that skipped silence is not counted as speed. */
async function measureBareWork({ path, pieces }: Recording): Promise<number> {
  const { engine } = await engines.open({ engine: 'scripted' });
  const started = performance.now();
  await media.probe(path);
  for await (const _chunk of media.decode(path));
  for (const samples of pieces) await engine.recognise({ samples }, {});
  return (performance.now() - started) / 1000;
}

interface Recording {
  readonly path: string;
  readonly pieces: readonly Float32Array[];
}

interface Server {
  readonly url: string;
  readonly key: string;
}

async function measureEfir({ url, key }: Server, { path }: Recording): Promise<number> {
  const body = await readFile(path);
  const headers = { authorization: `Bearer ${key}` };
  const started = performance.now();
  const answer = await fetch(`${url}/v1/recordings?file_name=bench.ogg`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    body,
  });
  if (answer.status !== 202) throw new Error(`upload: ${answer.status} ${await answer.text()}`);
  const { id } = (await answer.json()) as { id: string };
  const events = await fetch(`${url}/v1/recordings/${id}/events`, { headers });
  let told = '';
  for await (const chunk of events.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    told += chunk;
    if (told.includes('event: completed')) return (performance.now() - started) / 1000;
  }
  throw new Error(`the transcript did not finish: ${told.slice(-500)}`);
}

async function startServer(): Promise<Server> {
  const program = new URL('../efir', import.meta.url).pathname;
  const child = spawn(program, ['up'], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  server = child;
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += chunk;
    const key = /efir_[\w-]{40,}/.exec(printed)?.[0];
    const url = /http:\/\/localhost:\d+/.exec(printed)?.[0];
    if (!key || !url) continue;
    child.stdout.resume();
    await waitUntilReady(url);
    return { url, key };
  }
  throw new Error(`efir up did not come up: ${printed}`);
}

/** Ready, and a worker has called the roll. */
async function waitUntilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const ready = (await (await fetch(`${url}/ready`)).json()) as { state?: string };
    if (ready.state === 'ready') return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server did not become ready');
}

async function stopServer(): Promise<void> {
  if (!server || server.exitCode !== null) return;
  const ended = new Promise((resolve) => server?.once('exit', resolve));
  server.kill('SIGINT');
  await ended;
}
