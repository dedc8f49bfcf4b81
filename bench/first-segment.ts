// How soon the first text is there: from the end of the upload (the answer 202) to the first segment in the stream of
// events, in a whole `efir up`, for recordings of very different lengths, the language given. What the first piece itself
// takes to compute is measured with the bare engine and taken off. The engine is the pilot model at the cost of Parakeet.
// Aim: 1.5 s beyond the piece's own compute, whatever the length. Baseline: the same for the shortest recording.
//
//     ./efir bench first-segment [--json]

import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFfmpegMediaTool } from '../src/adapters/media-tool/ffmpeg/ffmpeg-media-tool.ts';
import { sileroDetector } from '../src/adapters/speech-detector/silero/silero-detector.ts';
import { sherpaOnnxEngine } from '../src/adapters/speech-engine/sherpa-onnx/sherpa-onnx-engine.ts';
import { findSpeech } from '../src/compute/speech/stages/find-speech.ts';
import { pack } from '../src/compute/speech/stages/pack.ts';
import { untilUp } from '../test/chaos/make-chaos.ts';
import { runFfmpeg } from '../test/support/audio.ts';
import { findSilero } from '../test/support/find-silero.ts';
import { type Installation, install } from '../test/support/installation.ts';
import { writePilotModel } from '../test/support/pilot-tones/pilot-model.ts';
import { writePilotRecording } from '../test/support/pilot-tones/pilot-recording.ts';
import { asHeavyAsParakeet } from '../test/support/pilot-tones/pilot-weight.ts';
import { median, report } from './report.ts';

const lengths = [
  { name: '5 s', seconds: 5 },
  { name: '10 min', seconds: 600 },
  { name: '3 hours', seconds: 10_800 },
];
const runs = 5;

const folder = await mkdtemp(join(tmpdir(), 'efir-bench-'));
const modelsDirectory = join(folder, 'models');
const modelFile = await findSilero();
await mkdir(join(modelsDirectory, 'silero-vad'), { recursive: true });
await symlink(modelFile, join(modelsDirectory, 'silero-vad', 'silero_vad.onnx'));
writePilotModel(join(modelsDirectory, 'heavy'), { heaviness: asHeavyAsParakeet });

const installation = await install('inprocess', {
  settings: {
    EFIR_ENGINE: 'sherpa-onnx',
    EFIR_MODEL: 'heavy',
    EFIR_MODELS_DIR: modelsDirectory,
    LOG_LEVEL: 'warn',
  },
});
try {
  await untilUp(installation);
  const figures = [];
  for (const { name, seconds } of lengths) {
    const recording = await makeRecording(name, seconds);
    const compute = await measureFirstPiece(recording);
    const waits: number[] = [];
    for (let run = -1; run < runs; run++) {
      const waited = await measureFirstSegment(installation, recording);
      if (run >= 0) waits.push(waited - compute);
    }
    figures.push({
      name: `${name}, beyond the ${compute.toFixed(2)} s of its first piece`,
      wait: median(waits),
    });
  }
  const shortest = figures[0]?.wait ?? Number.NaN;
  report(
    `first-segment: from the answer to the upload to the first text, median of ${runs}`,
    figures.map(({ name, wait }) => ({
      name,
      unit: 's',
      figure: wait,
      baseline: shortest,
      aim: 'at most 1.5 s',
      met: wait <= 1.5,
    })),
  );
} finally {
  await installation.close();
  await rm(folder, { recursive: true, force: true });
}

/** As small as such recordings are sent. */
async function makeRecording(name: string, seconds: number): Promise<string> {
  const wav = join(folder, 'plain.wav');
  const path = join(folder, `${name.replace(' ', '-')}.mp3`);
  await writePilotRecording(wav, { seconds });
  await runFfmpeg('-i', wav, '-b:a', '48k', path);
  await rm(wav);
  return path;
}

/** Seconds that the bare engine takes for the first piece, on one thread. */
async function measureFirstPiece(path: string): Promise<number> {
  const detector = await sileroDetector.load({ modelFile });
  const engine = await sherpaOnnxEngine.load({
    model: 'heavy',
    modelDirectory: join(modelsDirectory, 'heavy'),
    threads: 1,
    extra: {},
  });
  const media = createFfmpegMediaTool();
  for await (const item of pack(findSpeech(media.decode(path), detector), { maxPieceSeconds: 25 })) {
    if (item.kind !== 'piece') continue;
    await engine.recognise({ samples: item.samples }, {});
    const started = performance.now();
    await engine.recognise({ samples: item.samples }, {});
    return (performance.now() - started) / 1000;
  }
  throw new Error(`${path} has no piece`);
}

async function measureFirstSegment({ key, url }: Installation, path: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${url}/v1/recordings?file_name=bench.mp3&language=en`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    body: await readFile(path),
  });
  const accepted = performance.now();
  if (answer.status !== 202) throw new Error(`upload: ${answer.status} ${await answer.text()}`);
  const { id } = (await answer.json()) as { id: string };
  const waited = await waitForSegment(`${url}/v1/recordings/${id}/events`, headers, accepted);
  await fetch(`${url}/v1/recordings/${id}/cancel`, { method: 'POST', headers });
  return waited;
}

/** Seconds from `since` until the first segment is told. */
async function waitForSegment(url: string, headers: Record<string, string>, since: number): Promise<number> {
  const leaving = new AbortController();
  const events = await fetch(url, { headers, signal: leaving.signal });
  let told = '';
  for await (const chunk of events.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    told += chunk;
    if (!told.includes('event: segment')) continue;
    const waited = (performance.now() - since) / 1000;
    leaving.abort();
    return waited;
  }
  throw new Error(`no segment came: ${told.slice(-500)}`);
}
