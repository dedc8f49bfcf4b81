// How wrong the estimate of the time left is: recordings of 1 minute to 3 hours are recognised piece by piece by a
// simulated engine whose speed differs between recordings, drifts, is disturbed by other work and begins with a model
// to load; the pace of those before is known. Asked at every progress from a tenth on, as a page would ask.
// The baseline is what everybody does: the time so far divided by the share done. Aim: median error under 30 %.
//
//     ./efir bench estimate [--json]

import { estimateLeft } from '../src/domain/media/estimate.ts';
import { median, report } from './report.ts';

const recordings = 2_000;
/** Seconds of sound in a second, on the average. */
const usualPace = 12;

interface Run {
  readonly duration: number;
  /** When so much was done, in seconds from the start. */
  readonly progress: readonly { readonly at: number; readonly processed: number }[];
}

const random = makeRandom(20_261);
const runs = Array.from({ length: recordings }, simulate);
const known: number[] = [];
const [ours, naive, early]: [number[], number[], number[]] = [[], [], []];
for (const run of runs) {
  const usual = known.length > 0 ? median(known.slice(-200)) : undefined;
  measure(run, usual);
  const [first, last] = [run.progress[0], run.progress.at(-1)];
  if (first && last && last.at > first.at)
    known.push((run.duration - first.processed) / (last.at - first.at));
}

const figure = median(ours) * 100;
report('estimate: how wrong the time left is, from a tenth of the recording on', [
  {
    name: `median error over ${recordings} recordings`,
    unit: '%',
    figure,
    baseline: median(naive) * 100,
    aim: 'under 30 %',
    met: figure < 30,
  },
  {
    name: 'nine in ten are better than',
    unit: '%',
    figure: quantile(ours, 0.9) * 100,
    baseline: quantile(naive, 0.9) * 100,
    aim: 'told only',
    met: true,
  },
  {
    name: 'median error before the first tenth, by the pace of others',
    unit: '%',
    figure: median(early) * 100,
    baseline: median(naive) * 100,
    aim: 'told only',
    met: true,
  },
]);

function measure({ duration, progress }: Run, usual: number | undefined): void {
  const [first, last] = [progress[0], progress.at(-1)];
  if (!first || !last) return;
  for (const { at, processed } of progress) {
    const left = last.at - at;
    if (left <= 0) continue;
    const pace = { duration, processed, since: first.at * 1000, from: first.processed, latest: at * 1000 };
    const said = estimateLeft(pace, usual, at * 1000);
    if (said === undefined) continue;
    const error = Math.abs(said - left) / left;
    if (processed / duration < 0.1) {
      early.push(error);
      continue;
    }
    ours.push(error);
    naive.push(Math.abs((at / processed) * (duration - processed) - left) / left);
  }
}

/** One recording from hand-out to the last piece. */
function simulate(): Run {
  const duration = 60 * 180 ** random();
  const speed = usualPace * spread(0.35);
  let at = 0.5 + 6 * random();
  let processed = 0;
  let drift = 1;
  let disturbed = 0;
  const progress: { at: number; processed: number }[] = [];
  while (processed < duration) {
    const piece = Math.min(duration - processed, 5 + 25 * random());
    drift = Math.min(1.5, Math.max(0.67, drift * spread(0.04)));
    if (disturbed > 0) disturbed -= 1;
    else if (random() < 0.01) disturbed = Math.ceil(20 * random());
    at += (piece / speed) * drift * spread(0.25) * (disturbed > 0 ? 2 : 1);
    processed += piece;
    progress.push({ at, processed });
  }
  return { duration, progress };
}

/** Around 1, to either side by a factor that is e^deviation two times in three. */
function spread(deviation: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.exp(normal * deviation);
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}

/** The same numbers at every run. */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
