// What the pipeline itself costs: CPU seconds of the whole way of a recording (this process, its engine hosts and
// ffmpeg), less what bare ffmpeg, the bare detector and the bare engine cost on the same sound. The baseline is the
// engine at the cost of Parakeet TDT 0.6B int8 (the heavy pilot model, measured in the same run). The way itself is gone
// with the light pilot model, so that the difference does not drown in the engine's noise.
// Aims: at most 5 % of the engine; packing and joining together under 1 %.
//
//     ./efir bench pipeline [--minutes N] [--json]

import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { parseArgs } from 'node:util';
import { createFfmpegMediaTool } from '../src/adapters/media-tool/ffmpeg/ffmpeg-media-tool.ts';
import { sileroDetector } from '../src/adapters/speech-detector/silero/silero-detector.ts';
import { sherpaOnnxEngine } from '../src/adapters/speech-engine/sherpa-onnx/sherpa-onnx-engine.ts';
import { findSpeech, type Stretch } from '../src/compute/speech/stages/find-speech.ts';
import { join } from '../src/compute/speech/stages/join.ts';
import { type Packed, pack } from '../src/compute/speech/stages/pack.ts';
import { recognise } from '../src/compute/speech/stages/recognise.ts';
import { createSpeechEngines } from '../src/engine-host/pool.ts';
import { sampleRate } from '../src/ports/media-tool.ts';
import type { SpeechEngine } from '../src/ports/speech-engine.ts';
import { findSilero } from '../test/support/find-silero.ts';
import { pickHostEnvironment } from '../test/support/host-environment.ts';
import { hearRecording } from '../test/support/pilot-tones/hear-recording.ts';
import { writePilotModel } from '../test/support/pilot-tones/pilot-model.ts';
import { writePilotRecording } from '../test/support/pilot-tones/pilot-recording.ts';
import { asHeavyAsParakeet } from '../test/support/pilot-tones/pilot-weight.ts';
import { report } from './report.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, json: { type: 'boolean' } },
});

const folder = await mkdtemp(joinPath(tmpdir(), 'efir-bench-'));
const modelsDirectory = joinPath(folder, 'models');
const recording = joinPath(folder, 'recording.wav');
const media = createFfmpegMediaTool();

try {
  const modelFile = await findSilero();
  await mkdir(joinPath(modelsDirectory, 'silero-vad'), { recursive: true });
  await symlink(modelFile, joinPath(modelsDirectory, 'silero-vad', 'silero_vad.onnx'));
  writePilotModel(joinPath(modelsDirectory, 'light'));
  writePilotModel(joinPath(modelsDirectory, 'heavy'), { heaviness: asHeavyAsParakeet });
  await writePilotRecording(recording, { seconds: Number(values.minutes) * 60 });

  const whole = await measure(walkTheLine);
  const decoding = await measure(async () => {
    for await (const _chunk of media.decode(recording));
  });
  const detection = await measure(async () => {
    const detector = await sileroDetector.load({ modelFile });
    for await (const chunk of media.decode(recording)) await detector.judge(chunk);
  });
  const pieces = await collectPieces(modelFile);
  const light = await load('light');
  const recognition = await measure(() => recogniseAll(light, pieces));
  const heavyPerSecond = await measureHeavy(pieces);

  const engine = heavyPerSecond * lengthOf(pieces);
  const overhead = whole - detection - recognition;
  const joining = await measureJoining(light, pieces, modelFile);
  report(
    `pipeline: CPU seconds on ${values.minutes} minutes of speech, beside an engine as heavy as Parakeet`,
    [
      {
        name: `all (${whole.toFixed(1)} s) but ffmpeg (${decoding.toFixed(1)} s), detector (${(detection - decoding).toFixed(1)} s) and engine (${recognition.toFixed(1)} s)`,
        unit: 's',
        figure: overhead,
        baseline: engine,
        aim: 'ratio at most 0.05',
        met: overhead <= engine * 0.05,
      },
      {
        name: 'packing and joining',
        unit: 's',
        figure: joining,
        baseline: engine,
        aim: 'ratio under 0.01',
        met: joining < engine * 0.01,
      },
      {
        name: 'the engine, for a second of sound',
        unit: 's',
        figure: heavyPerSecond,
        baseline: 0.056,
        aim: 'about as Parakeet',
        met: Math.abs(heavyPerSecond / 0.056 - 1) < 0.5,
      },
    ],
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function walkTheLine(): Promise<void> {
  const engines = createSpeechEngines({
    engine: 'sherpa-onnx',
    model: 'light',
    modelsDirectory,
    detector: 'silero',
    threads: 1,
    environment: pickHostEnvironment(),
  });
  const { transcript } = await hearRecording(recording, engines, { model: 'light' });
  await engines.close();
  // A stand-in for the detector would make the figures those of something else.
  const odd = transcript.notes.map(({ code }) => code).filter((code) => code !== 'language-assumed');
  if (odd.length > 0) throw new Error(`the recording was not heard as it should be: ${odd.join(', ')}`);
}

/** CPU seconds of this process and of its children that have ended. */
async function measure(work: () => Promise<unknown>): Promise<number> {
  const before = readCpuSeconds();
  await work();
  return readCpuSeconds() - before;
}

function readCpuSeconds(): number {
  const own = process.cpuUsage();
  // Fields 16 and 17: the ticks, of 10 ms, of children that were waited for; counted behind the name in brackets.
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (own.user + own.system) / 1e6 + (Number(fields[13]) + Number(fields[14])) / 100;
}

type Piece = Extract<Packed, { kind: 'piece' }>;

async function collectPieces(modelFile: string): Promise<Piece[]> {
  const detector = await sileroDetector.load({ modelFile });
  const packed = pack(findSpeech(media.decode(recording), detector), { maxPieceSeconds: 25 });
  return (await Array.fromAsync(packed)).filter((item) => item.kind === 'piece');
}

function load(model: string): Promise<SpeechEngine> {
  return sherpaOnnxEngine.load({
    model,
    modelDirectory: joinPath(modelsDirectory, model),
    threads: 1,
    extra: {},
  });
}

async function recogniseAll(engine: SpeechEngine, pieces: readonly Piece[]): Promise<void> {
  for (const { samples } of pieces) await engine.recognise({ samples }, {});
}

/** Seconds for a second of sound, by a few pieces: an hour would take minutes. */
async function measureHeavy(pieces: readonly Piece[]): Promise<number> {
  const engine = await load('heavy');
  const some = pieces.slice(1, 7);
  await recogniseAll(engine, some.slice(0, 1));
  return (await measure(() => recogniseAll(engine, some))) / lengthOf(some);
}

function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { samples }) => sum + samples.length, 0) / sampleRate;
}

/** The two stages alone, on what the stages before them gave, held in memory. */
async function measureJoining(engine: SpeechEngine, pieces: readonly Piece[], modelFile: string) {
  const detector = await sileroDetector.load({ modelFile });
  const stretches: Stretch[] = await Array.fromAsync(findSpeech(media.decode(recording), detector));
  const heard = await Array.fromAsync(
    recognise(stream(pieces.map((piece) => ({ ...piece, engine }))), { resumeFrom: 0 }),
  );
  return measure(async () => {
    for await (const _piece of pack(stream(stretches), { maxPieceSeconds: 25 }));
    for await (const _joined of join(stream(heard), { firstSegment: 0 }));
  });
}

async function* stream<Item>(items: readonly Item[]): AsyncGenerator<Item, void, void> {
  yield* items;
}
