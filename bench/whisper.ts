// What Whisper costs here. Figure: CPU seconds of our engine host with sherpa-onnx (Whisper-small's sizes, weights of 8
// bits, as the catalogue's models) for an hour of sound in pieces of 25 s. Baseline: whisper.cpp's `whisper-server` with
// the same sizes in 16 bits, through our adapter in its host, the server counted in. One thread each, turn by turn.
//
// Both models are made up and say what they are told to: with every piece both decode the same number of tokens after
// their prompt. Whisper.cpp's are two times and the words, sherpa-onnx's the words alone: it asks for no times. A second
// pair of models that says next to nothing tells what a token costs, and what is left is the encoder and all around it.
// Aim: at least 3 times less. The encoder is far below that; a token costs more here, because sherpa-onnx's decoder lays
// out the keys and values of the whole sound anew for each. So the more is said in a piece, the smaller the gain.
//
//     ./efir bench whisper --whisper-cpp PATH [--json]     (PATH: whisper-server, built for this machine)

import { mkdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../src/config/config.ts';
import { type HostedEngine, startHostedEngine } from '../src/engine-host/hosted-engine.ts';
import { sampleRate } from '../src/ports/media-tool.ts';
import { makeSamples, speech } from '../test/support/audio.ts';
import { wordToken, writeGgmlModel } from '../test/support/whisper/ggml-model.ts';
import { writeOnnxWhisper } from '../test/support/whisper/onnx-whisper.ts';
import { small, vocabulary } from '../test/support/whisper/whisper-dimensions.ts';
import { median, report } from './report.ts';

/** About what people say in 25 s, in tokens. */
const usual = 80;
/** With whisper.cpp's two times there is room for one word. */
const fewest = 3;
const pieceSeconds = 25;
const rounds = 3;
const { english, end, firstTimestamp, noTimestamps, transcribe } = vocabulary;

const program = process.argv[process.argv.indexOf('--whisper-cpp') + 1];
if (!process.argv.includes('--whisper-cpp') || program === undefined) {
  console.error("usage: ./efir bench whisper --whisper-cpp PATH   (of whisper.cpp's whisper-server)");
  process.exitCode = 64;
} else {
  await measure(program);
}

async function measure(whisperServer: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'efir-bench-'));
  try {
    const talking = await measurePair(folder, whisperServer, usual);
    const silent = await measurePair(folder, whisperServer, fewest);
    const tokens = usual - fewest;
    const perToken = (both: keyof Costs) => (talking[both] - silent[both]) / tokens;
    const rest = (both: keyof Costs) => silent[both] - fewest * perToken(both);
    const compare = (name: string, unit: string, cost: (both: keyof Costs) => number) => ({
      name,
      unit,
      figure: cost('sherpa'),
      baseline: cost('whisperCpp'),
    });
    const whole = compare(`an hour of sound, ${usual} tokens in each ${pieceSeconds} s`, 'CPU s', (both) => {
      return (talking[both] * 3600) / pieceSeconds;
    });
    const aim = { aim: 'ratio at most 0.333', met: whole.figure <= whole.baseline / 3 };
    const part = { aim: 'none: a part of the first', met: true };
    report('whisper: our engine over whisper.cpp, sizes of Whisper small, one thread', [
      { ...whole, ...aim },
      { ...compare('a piece without its tokens: features, encoder, prompt', 'CPU s', rest), ...part },
      { ...compare('a token', 'CPU ms', (both) => perToken(both) * 1000), ...part },
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** CPU seconds of one piece. */
interface Costs {
  readonly sherpa: number;
  readonly whisperCpp: number;
}

async function measurePair(folder: string, whisperServer: string, tokens: number): Promise<Costs> {
  const words = Array.from({ length: tokens }, (_, index) => ` w${index}`);
  const told = words.map((_, index) => wordToken(index));
  const onnx = join(folder, 'onnx');
  writeOnnxWhisper(onnx, {
    dimensions: small,
    words: new Map(words.map((word, index) => [wordToken(index), word])),
    script: [english, transcribe, noTimestamps, ...told, end],
  });
  const ggml = join(folder, 'ggml');
  mkdirSync(ggml, { recursive: true });
  const spoken = told.slice(2);
  writeGgmlModel(join(ggml, 'ggml-small.bin'), {
    dimensions: small,
    words,
    script: [english, transcribe, firstTimestamp, ...spoken, firstTimestamp + (pieceSeconds - 1) * 50, end],
    noise: 0.02,
  });
  const sherpa = await start('sherpa-onnx', onnx, {});
  const whisperCpp = await start('whisper-cpp', ggml, { program: whisperServer });
  try {
    const costs: { [Name in keyof Costs]: number[] } = { sherpa: [], whisperCpp: [] };
    for (let round = -1; round < rounds; round++) {
      const one = await measurePiece(sherpa, told.length);
      const other = await measurePiece(whisperCpp, spoken.length);
      // The first round only warms both.
      if (round >= 0) costs.sherpa.push(one) && costs.whisperCpp.push(other);
    }
    const found = { sherpa: median(costs.sherpa), whisperCpp: median(costs.whisperCpp) };
    console.error(`a piece with ${tokens} tokens, CPU s: ${JSON.stringify(costs)}`);
    return found;
  } finally {
    await sherpa.close();
    await whisperCpp.close();
  }
}

function start(engine: string, modelDirectory: string, extra: Record<string, string>): Promise<HostedEngine> {
  const settings = { model: 'small', modelDirectory, threads: 1, extra };
  return startHostedEngine({ engine, settings, environment: loadConfig().childEnvironment });
}

async function measurePiece(engine: HostedEngine, words: number): Promise<number> {
  const samples = makeSamples([speech(pieceSeconds)]).subarray(0, pieceSeconds * sampleRate);
  const before = await readCpuSeconds(engine.host.pid);
  const piece = await engine.recognise({ samples }, { language: 'en' });
  const cost = (await readCpuSeconds(engine.host.pid)) - before;
  if (piece.words.length === words) return cost;
  throw new Error(`${engine.description.engine} said ${piece.words.length} words instead of ${words}`);
}

/** Of a process and its children, in hundredths. */
async function readCpuSeconds(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const every = [
    pid,
    ...children
      .split(' ')
      .filter((child) => child !== '')
      .map(Number),
  ];
  const times = await Promise.all(every.map(readOwnCpuSeconds));
  return times.reduce((sum, time) => sum + time, 0);
}

async function readOwnCpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // Behind the name, which may hold blanks; the fields are counted from there.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
