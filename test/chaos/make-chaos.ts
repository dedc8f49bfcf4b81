import { readFile } from 'node:fs/promises';
import { sleep } from '../../src/core/time.ts';
import { type BrokerName, type Installation, install } from '../support/installation.ts';
import { listCalamities, pickCalamity } from './calamities.ts';
import { type Expected, judge, type Verdict } from './judge.ts';
import { makeSampleFiles, readTranscript, request, type Sample, sendIn, waitForEnd } from './load.ts';
import { createRandom, type Random } from './random.ts';

export interface ChaosOptions {
  readonly broker: BrokerName;
  readonly seed: number;
  /** How long things go wrong. */
  readonly seconds: number;
  /** Recordings under way at once. */
  readonly atOnce?: number;
  /** Leaves the folder with the logs. */
  readonly keep?: boolean;
  /** Told of every calamity as it happens. */
  readonly tell?: (line: string) => void;
}

export interface ChaosOutcome extends Verdict {
  readonly recordings: number;
  /** How often each calamity happened. */
  readonly calamities: Readonly<Record<string, number>>;
  /** Processes that ended although nobody killed them. */
  readonly unasked: number;
  /** What may have been computed again: pieces in the hands of workers that were hit. */
  readonly recomputable: number;
}

const slots = 2;
/** Seconds after the last calamity in which everything has to come to its end. */
const patience = 180;

/** Runs recordings through an installation in which things go wrong, and judges what came of it. */
export async function makeChaos(options: ChaosOptions): Promise<ChaosOutcome> {
  const { broker, seed, seconds, atOnce = 6, keep = false, tell = () => {} } = options;
  const random = createRandom(seed);
  const installation = await install(broker, { keep });
  if (keep) tell(`logs in ${installation.folder}`);
  try {
    await untilUp(installation);
    const samples = await makeSampleFiles(installation.folder);
    const undisturbed = await transcribeUndisturbed(installation, samples);
    const until = performance.now() + seconds * 1000;
    const happened: string[] = [];
    const [sent] = await Promise.all([
      keepSending(installation, { samples, undisturbed, until, atOnce, random: createRandom(seed + 1) }),
      bringCalamities(installation, { broker, random, until, happened, tell }),
    ]);
    const expected = [...undisturbed.values(), ...sent];
    tell(`${expected.length} recordings sent in, ${happened.length} calamities; waiting for the ends`);
    await Promise.all(expected.map(({ id }) => waitForEnd(installation, id, patience)));
    const verdict = await judge(installation, expected);
    const costly = listCalamities(broker).filter((calamity) => calamity.costsPieces);
    const hits = happened.filter((name) => costly.some((calamity) => calamity.name === name)).length;
    return {
      ...verdict,
      recordings: expected.length,
      calamities: count(happened),
      unasked: installation.roles.reduce((sum, role) => sum + role.faults, 0),
      recomputable: hits * slots,
    };
  } finally {
    await installation.close();
  }
}

/** Answering, with a worker that called the roll. */
export async function untilUp(installation: Installation): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await request(installation, '/ready');
    const body = answer && ((await answer.json().catch(() => ({}))) as { state?: string });
    if (body?.state === 'ready') return;
    await sleep(200);
  }
  const logs = await Promise.all(installation.roles.map(({ log }) => readFile(log, 'utf8')));
  throw new Error(`the installation did not come up:\n${logs.map((log) => log.slice(-2000)).join('\n\n')}`);
}

/** One recording of each file while nothing goes wrong: what the others are held against. */
async function transcribeUndisturbed(
  installation: Installation,
  samples: readonly Sample[],
): Promise<Map<string, Expected>> {
  const known = new Map<string, Expected>();
  for (const sample of samples) {
    const id = await sendIn(installation, sample, `undisturbed ${sample.name}`.replaceAll(' ', '-'));
    const state = await waitForEnd(installation, id, 60);
    if (state !== 'succeeded') throw new Error(`${sample.name} is ${state} although nothing went wrong`);
    known.set(sample.name, { id, transcript: await readTranscript(installation, id) });
  }
  return known;
}

interface Sending {
  readonly samples: readonly Sample[];
  readonly undisturbed: ReadonlyMap<string, Expected>;
  readonly until: number;
  readonly atOnce: number;
  readonly random: Random;
}

async function keepSending(installation: Installation, sending: Sending): Promise<Expected[]> {
  const { samples, undisturbed, until, atOnce, random } = sending;
  const sent: Expected[] = [];
  let number = 0;
  const sendOneAfterTheOther = async () => {
    while (performance.now() < until) {
      const sample = random.pick(samples);
      number += 1;
      const id = await sendIn(installation, sample, `chaos-${number}`);
      sent.push({ id, transcript: undisturbed.get(sample.name)?.transcript ?? '' });
      const left = (until - performance.now()) / 1000;
      if (left > 0) await waitForEnd(installation, id, left);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sendOneAfterTheOther));
  return sent;
}

interface Bringing {
  readonly broker: BrokerName;
  readonly random: Random;
  readonly until: number;
  readonly happened: string[];
  readonly tell: (line: string) => void;
}

async function bringCalamities(installation: Installation, bringing: Bringing): Promise<void> {
  const { broker, random, until, happened, tell } = bringing;
  const calamities = listCalamities(broker);
  for (;;) {
    await sleep(random.between(300, 2_500));
    if (performance.now() > until) return;
    const calamity = pickCalamity(calamities, random);
    tell(calamity.name);
    if (await calamity.happen(installation, random)) happened.push(calamity.name);
  }
}

function count(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
