// Many short recordings at once, and one short beside a very long one, in a whole `efir up` with its standard settings
// and an engine as heavy as Parakeet (the pilot model).
//
// First: a hundred voice messages sent at once, from the first upload to the last transcript. Baseline: the same sound as
// one recording. Aim: at most 1.3 times as long, although each is taken in, decoded and stored by itself.
// Second: one voice message while three hours are being transcribed, from its upload to its transcript. Baseline: the
// same with nothing else to do. Aim: at most what a piece of the long one takes longer, and half a second.
//
//     ./efir bench batches [--messages N] [--json]

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sherpaOnnxEngine } from '../src/adapters/speech-engine/sherpa-onnx/sherpa-onnx-engine.ts';
import { sleep } from '../src/core/time.ts';
import { untilUp } from '../test/chaos/make-chaos.ts';
import { runFfmpeg } from '../test/support/audio.ts';
import { type Installation, install } from '../test/support/installation.ts';
import { writePilotModel } from '../test/support/pilot-tones/pilot-model.ts';
import { writePilotRecording } from '../test/support/pilot-tones/pilot-recording.ts';
import { asHeavyAsParakeet } from '../test/support/pilot-tones/pilot-weight.ts';
import { median, report } from './report.ts';

const { values } = parseArgs({
  options: { messages: { type: 'string', default: '100' }, json: { type: 'boolean' } },
});
const count = Number(values.messages);
const runs = 5;

const folder = await mkdtemp(join(tmpdir(), 'efir-bench-'));
const modelDirectory = join(folder, 'models', 'heavy');
writePilotModel(modelDirectory, { heaviness: asHeavyAsParakeet });
const installation = await install('inprocess', {
  settings: {
    EFIR_ENGINE: 'sherpa-onnx',
    EFIR_MODEL: 'heavy',
    EFIR_MODELS_DIR: join(folder, 'models'),
    WORKER_SLOTS: '0',
    TASK_LEASE: '60s',
    LOG_LEVEL: 'warn',
  },
});
try {
  await untilUp(installation);
  const messages = await makeMessages();
  const [first] = messages as [Buffer];
  await finish([await send(first)]);

  const whole = await readFile(join(folder, 'whole.wav'));
  const one = await measure([whole]);
  const many = await measure(messages);

  const alone: number[] = [];
  for (let run = 0; run < runs; run++) alone.push(await measure([first]));
  const long = await send(await makeLong());
  while ((await read(long)).processed < 60) await sleep(200);
  const beside: number[] = [];
  for (let run = 0; run < runs; run++) beside.push(await measure([first]));
  if ((await read(long)).state !== 'running') throw new Error('the long recording is over too soon');
  const piece = await measurePiece(whole);

  report('batches: short recordings at once, and beside a long one', [
    {
      name: `${count} voice messages at once, beside the same sound as one recording`,
      unit: 's',
      figure: many,
      baseline: one,
      aim: 'ratio at most 1.3',
      met: many <= one * 1.3,
    },
    {
      name: `a voice message beside three hours (a piece of which takes ${piece.toFixed(1)} s), median of ${runs}`,
      unit: 's',
      figure: median(beside),
      baseline: median(alone),
      aim: 'at most a piece and 0.5 s longer',
      met: median(beside) <= median(alone) + piece + 0.5,
    },
  ]);
} finally {
  await installation.close();
  await rm(folder, { recursive: true, force: true });
}

/** Of six seconds and more, all different; together they are `whole.wav`. */
async function makeMessages(): Promise<Buffer[]> {
  const paths: string[] = [];
  for (let seed = 1; seed <= count; seed++) {
    const path = join(folder, `${seed}.wav`);
    await writePilotRecording(path, { seconds: 6, seed });
    paths.push(path);
  }
  await writeFile(join(folder, 'list.txt'), paths.map((path) => `file '${path}'\n`).join(''));
  await runFfmpeg(...'-f concat -safe 0 -i'.split(' '), join(folder, 'list.txt'), join(folder, 'whole.wav'));
  return Promise.all(paths.map((path) => readFile(path)));
}

/** Three hours, as small as such recordings are sent. */
async function makeLong(): Promise<Buffer> {
  const [part, path] = [join(folder, 'part.wav'), join(folder, 'long.mp3')];
  await writePilotRecording(part, { seconds: 600 });
  await runFfmpeg('-stream_loop', '17', '-i', part, '-b:a', '48k', path);
  return readFile(path);
}

/** Seconds from the first upload to the last transcript. */
async function measure(recordings: readonly Buffer[]): Promise<number> {
  const began = performance.now();
  await finish(await Promise.all(recordings.map(send)));
  return (performance.now() - began) / 1000;
}

async function send(body: Buffer): Promise<string> {
  const answer = await ask(installation, '/v1/recordings?file_name=bench&language=en', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(body),
  });
  return ((await answer.json()) as { id: string }).id;
}

async function finish(ids: readonly string[]): Promise<void> {
  const sorted = `select count(*) filter (where state = 'succeeded')::int as done,
    count(*) filter (where state in ('failed', 'cancelled'))::int as failed from recordings where id = any($1)`;
  for (;;) {
    const [row] = await installation.query<{ done: number; failed: number }>(sorted, [ids]);
    if (row?.failed) throw new Error('a recording failed');
    if (row?.done === ids.length) return;
    await sleep(20);
  }
}

async function read(id: string): Promise<{ state: string; processed: number }> {
  const [row] = await installation.query<{ state: string; processed: number }>(
    'select state, processed from recordings where id = $1',
    [id],
  );
  if (!row) throw new Error(`no recording ${id}`);
  return row;
}

async function ask({ url, key }: Installation, path: string, request: RequestInit): Promise<Response> {
  const headers = { ...(request.headers as Record<string, string>), authorization: `Bearer ${key}` };
  const answer = await fetch(url + path, { ...request, headers });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/** Seconds that the bare engine takes for a whole piece: nobody is interrupted in the middle of one. */
async function measurePiece(wav: Buffer): Promise<number> {
  const engine = await sherpaOnnxEngine.load({ model: 'heavy', modelDirectory, threads: 1, extra: {} });
  const pcm = wav.subarray(44, 44 + 25 * 32_000);
  const samples = Float32Array.from({ length: pcm.length / 2 }, (_, at) => pcm.readInt16LE(at * 2) / 32_768);
  const times: number[] = [];
  for (let run = 0; run < 3; run++) {
    const began = performance.now();
    await engine.recognise({ samples }, {});
    times.push((performance.now() - began) / 1000);
  }
  return median(times);
}
