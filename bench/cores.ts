// Two cores beside one, on a long recording: the worker's whole line with an engine as heavy as Parakeet (the pilot
// model), in a process that may use one core only (ffmpeg, detector and engine share it), and in one that may use two.
// In turns, so that what else runs on the machine troubles both alike. Aim: at least 1.8 times as fast.
//
// Seconds mean something on a machine with nothing else to do only. Beside them stands what holds on a busy one, too: on
// how many cores the engine would have run all the time, by the kernel's count of the time in which its threads ran or
// waited for a core.
//
//     ./efir bench cores [--minutes N] [--rounds N] [--json]

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSpeechEngines } from '../src/engine-host/pool.ts';
import { pickHostEnvironment } from '../test/support/host-environment.ts';
import { hearRecording } from '../test/support/pilot-tones/hear-recording.ts';
import { writePilotModel } from '../test/support/pilot-tones/pilot-model.ts';
import { writePilotRecording } from '../test/support/pilot-tones/pilot-recording.ts';
import { asHeavyAsParakeet } from '../test/support/pilot-tones/pilot-weight.ts';
import { median, report } from './report.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean' },
    /** Set for the process that is measured: the folder with model and recording. */
    hear: { type: 'string' },
  },
});

interface Measured {
  /** Seconds of wall time, and of CPU time of the process with all its children. */
  readonly wall: number;
  readonly cpu: number;
  /** Cores that the engine wanted, on average. */
  readonly wanted: number;
}

if (values.hear === undefined) await compare();
else console.log(JSON.stringify(await hear(values.hear)));

async function compare(): Promise<void> {
  const cores = listCores().slice(0, 2);
  if (cores.length < 2) throw new Error('this bench wants two cores');
  const folder = await mkdtemp(join(tmpdir(), 'efir-bench-'));
  try {
    writePilotModel(join(folder, 'models', 'heavy'), { heaviness: asHeavyAsParakeet });
    await writePilotRecording(join(folder, 'warm.wav'), { seconds: 20 });
    const { seconds } = await writePilotRecording(join(folder, 'long.wav'), {
      seconds: Number(values.minutes) * 60,
    });
    const runs: { one: Measured; two: Measured }[] = [];
    for (let round = 0; round < Number(values.rounds); round++) {
      const one = await measure(folder, cores.slice(0, 1));
      runs.push({ one, two: await measure(folder, cores) });
    }
    tell(runs, seconds);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function tell(runs: readonly { one: Measured; two: Measured }[], seconds: number): void {
  const speedOf = (pick: 'one' | 'two') => median(runs.map((run) => seconds / run[pick].wall));
  const [one, two] = [speedOf('one'), speedOf('two')];
  const medianOf = (pick: 'one' | 'two', what: keyof Measured) => median(runs.map((run) => run[pick][what]));
  report(`cores: ${values.minutes} minutes with an engine as heavy as Parakeet, two cores beside one`, [
    {
      name: 'sound per second of waiting',
      unit: 's/s',
      figure: two,
      baseline: one,
      aim: 'ratio at least 1.8',
      met: two >= one * 1.8,
    },
    {
      name: 'cores that the engine ran on or waited for',
      unit: '',
      figure: medianOf('two', 'wanted'),
      baseline: medianOf('one', 'wanted'),
      aim: 'ratio at least 1.8',
      met: medianOf('two', 'wanted') >= medianOf('one', 'wanted') * 1.8,
    },
    {
      name: 'CPU seconds for the same',
      unit: 's',
      figure: medianOf('two', 'cpu'),
      baseline: medianOf('one', 'cpu'),
      aim: 'ratio at most 1.1',
      met: medianOf('two', 'cpu') <= medianOf('one', 'cpu') * 1.1,
    },
  ]);
}

/** In a process that has those cores and no others; it counts them itself. */
async function measure(folder: string, cores: readonly number[]): Promise<Measured> {
  const child = spawn(
    'taskset',
    ['--cpu-list', cores.join(), process.execPath, import.meta.filename, '--hear', folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let printed = '';
  for await (const chunk of child.stdout) printed += chunk;
  return JSON.parse(printed) as Measured;
}

async function hear(folder: string): Promise<Measured> {
  const engines = createSpeechEngines({
    engine: 'sherpa-onnx',
    model: 'heavy',
    modelsDirectory: join(folder, 'models'),
    threads: 0,
    cores: availableParallelism(),
    environment: pickHostEnvironment(),
  });
  await hearRecording(join(folder, 'warm.wav'), engines);
  const before = readWantedSeconds();
  const began = performance.now();
  const { words } = await hearRecording(join(folder, 'long.wav'), engines);
  const wall = (performance.now() - began) / 1000;
  const wanted = (readWantedSeconds() - before) / wall;
  await engines.close();
  if (words.length === 0) throw new Error('nothing was heard');
  return { wall, cpu: readCpuSeconds(), wanted };
}

/** In which threads of the children ran or waited for a core. A decoder that has ended does not count. */
function readWantedSeconds(): number {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'latin1').trim().split(' ');
  const threads = children.flatMap((pid) =>
    readdirSync(`/proc/${pid}/task`).map((id) => `${pid}/task/${id}`),
  );
  return threads.reduce((sum, thread) => {
    const [ran = 0, waited = 0] = readFileSync(`/proc/${thread}/schedstat`, 'latin1').split(' ').map(Number);
    return sum + (ran + waited) / 1e9;
  }, 0);
}

/** Of this process and of its children that have ended, in all its life: loading the model is in it, alike in both. */
function readCpuSeconds(): number {
  const own = process.cpuUsage();
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (own.user + own.system) / 1e6 + (Number(fields[13]) + Number(fields[14])) / 100;
}

/** Numbers of the cores that this process may use: `0-3,8` in the kernel's words. */
function listCores(): number[] {
  const [, list = ''] =
    /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'latin1')) ?? [];
  return list.split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
