// Finding speech: CPU seconds of Silero in its host and of this process, for speech by flite with pauses, beside the bare
// detector in a loop; and what finding, packing and the talk between the processes add, beside an engine at Parakeet's
// cost. Aims: at least 200 times as fast as the sound, in its host; added cost at most 2 % of the engine's.
//
//     ./efir bench vad [--minutes N] [--json]

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { sileroDetector } from '../src/adapters/speech-detector/silero/silero-detector.ts';
import { findSpeech } from '../src/compute/speech/stages/find-speech.ts';
import { pack } from '../src/compute/speech/stages/pack.ts';
import { createHostPool } from '../src/engine-host/host-pool.ts';
import { createDetectorOpener } from '../src/engine-host/open-detector.ts';
import { sampleRate } from '../src/ports/media-tool.ts';
import { findSilero } from '../test/support/find-silero.ts';
import { pickHostEnvironment } from '../test/support/host-environment.ts';
import { speakText, spokenText } from '../test/support/spoken.ts';
import { report } from './report.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, json: { type: 'boolean' } },
});
const seconds = Number(values.minutes) * 60;
/** CPU seconds for a second of sound: Parakeet TDT 0.6B, int8, one thread. */
const engine = 0.056;

const modelFile = await findSilero();
const voice = await speakText(spokenText);
const hosts = createHostPool({ environment: pickHostEnvironment() });
const { detector } = await createDetectorOpener({
  detector: 'silero',
  hosts,
  findModelFile: async () => modelFile,
})();
const settings = { modelFile };
const host = await hosts.get(
  { kind: 'speech-detector', name: 'silero', settings },
  { title: '', megabytes: 1 },
);

const bare = await sileroDetector.load(settings);
const alone = await measure(async () => {
  for await (const chunk of listen()) await bare.judge(chunk);
});
const hosted = await measure(async () => {
  for await (const chunk of listen()) await detector.judge(chunk);
});
let pieces = 0;
const whole = await measure(async () => {
  for await (const item of pack(findSpeech(listen(), detector), { maxPieceSeconds: 25 }))
    if (item.kind === 'piece') pieces++;
});
await detector.close();
await hosts.close();

const added = (whole - alone) / seconds;
report(`vad: CPU on ${values.minutes} minutes of speech (${pieces} pieces)`, [
  {
    name: 'Silero in its host, seconds of sound per CPU second, beside the bare one',
    unit: 'x',
    figure: seconds / hosted,
    baseline: seconds / alone,
    aim: 'at least 200',
    met: seconds / hosted >= 200,
  },
  {
    name: 'finding, packing and the way to the host, for a second of sound, beside the engine',
    unit: 's',
    figure: added,
    baseline: engine,
    aim: 'ratio at most 0.02',
    met: added <= engine * 0.02,
  },
]);

/** The voice again and again, in chunks as detectors are asked. */
async function* listen(): AsyncGenerator<Float32Array> {
  const length = 62 * 512;
  const repeated = new Float32Array(voice.length + length);
  repeated.set(voice);
  repeated.set(voice.subarray(0, length), voice.length);
  for (let from = 0; from < seconds * sampleRate; from += length)
    yield repeated.slice(from % voice.length, (from % voice.length) + length);
}

/** CPU seconds of this process and of the host. */
async function measure(work: () => Promise<void>): Promise<number> {
  const before = readCpuSeconds();
  await work();
  return readCpuSeconds() - before;
}

function readCpuSeconds(): number {
  const own = process.cpuUsage();
  // Fields 14 and 15, ticks of 10 ms, counted behind the name in brackets.
  const fields = readFileSync(`/proc/${host.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (own.user + own.system) / 1e6 + (Number(fields[11]) + Number(fields[12])) / 100;
}
