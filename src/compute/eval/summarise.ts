import { estimateInterval } from './estimate-interval.ts';

/** What one recording came to, as far as it is summed up. */
export interface Measured {
  readonly seconds: number;
  readonly wall_seconds: number;
  readonly cpu_seconds?: number | undefined;
  readonly host_megabytes?: number | undefined;
  readonly words?: WordCounts | undefined;
  readonly letters?: { readonly total: number; readonly errors: number } | undefined;
  readonly speakers?: SpeakerSeconds | undefined;
}

interface WordCounts {
  readonly total: number;
  readonly substitutions: number;
  readonly deletions: number;
  readonly insertions: number;
}

interface SpeakerSeconds {
  readonly speech: number;
  readonly missed: number;
  readonly false_alarm: number;
  readonly confused: number;
}

/** Rates are parts of one. What nothing is known of is missing. */
export interface Summary {
  readonly recordings: number;
  readonly seconds: number;
  /** Words changed, missing and made up, by the words of the references; between which two values it lies with 95 %. */
  readonly wer?: number;
  readonly wer_interval?: readonly [number, number];
  readonly words?: WordCounts;
  readonly cer?: number;
  readonly der?: number;
  readonly speakers?: SpeakerSeconds;
  /** Seconds on the clock, and of processors, for one second of sound. */
  readonly rtf?: number;
  readonly cpu_per_second?: number;
  readonly cpu_seconds?: number;
  readonly host_megabytes?: number;
}

/** Sums up what one system did: counts first, rates of the sums, so that long recordings weigh as much as they are long. */
export function summarise(measured: readonly Measured[]): Summary {
  const seconds = sum(measured.map((one) => one.seconds));
  const words = pick(measured, 'words');
  const letters = pick(measured, 'letters');
  const speakers = pick(measured, 'speakers');
  const cpu = pick(measured, 'cpu_seconds');
  const memory = pick(measured, 'host_megabytes').filter((megabytes) => megabytes > 0);
  const interval = estimateInterval(words.map((one) => ({ errors: countErrors(one), total: one.total })));
  const allWords = addUp(words);
  const allLetters = addUp(letters);
  const allSpeakers = addUp(speakers);
  return {
    recordings: measured.length,
    seconds,
    ...(allWords ? { wer: rate(countErrors(allWords), allWords.total), words: allWords } : {}),
    ...(interval ? { wer_interval: interval } : {}),
    ...(allLetters ? { cer: rate(allLetters.errors, allLetters.total) } : {}),
    ...(allSpeakers
      ? {
          der: rate(allSpeakers.missed + allSpeakers.false_alarm + allSpeakers.confused, allSpeakers.speech),
          speakers: allSpeakers,
        }
      : {}),
    ...(seconds > 0 ? { rtf: sum(measured.map((one) => one.wall_seconds)) / seconds } : {}),
    ...(seconds > 0 && cpu.length > 0 ? { cpu_seconds: sum(cpu), cpu_per_second: sum(cpu) / seconds } : {}),
    ...(memory.length > 0 ? { host_megabytes: Math.max(...memory) } : {}),
  };
}

function countErrors({ deletions, insertions, substitutions }: WordCounts): number {
  return substitutions + deletions + insertions;
}

/** Of nothing any error is all of it. */
function rate(errors: number, total: number): number {
  return total > 0 ? errors / total : errors > 0 ? 1 : 0;
}

function pick<Key extends keyof Measured>(measured: readonly Measured[], key: Key) {
  return measured.flatMap((one) => (one[key] === undefined ? [] : [one[key]])) as NonNullable<
    Measured[Key]
  >[];
}

function addUp<Counts extends object>(all: readonly Counts[]): Counts | undefined {
  const [first, ...others] = all as readonly (Counts & Record<string, number>)[];
  if (!first) return undefined;
  const total: Record<string, number> = { ...first };
  for (const one of others) {
    for (const [name, value] of Object.entries(one)) total[name] = (total[name] ?? 0) + (value as number);
  }
  return total as unknown as Counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
