import { type Summary, summarise } from '../../../compute/eval/summarise.ts';
import type { Texts } from '../../../texts/texts.ts';
import { writeTable } from '../write-table.ts';
import type { Sample } from './corpus.ts';
import { type EvaluationRun, nameSystem } from './evaluation.ts';

/** Sums a run up over the samples of the corpus as it is now. */
export function summariseRun(run: EvaluationRun, samples: readonly Sample[]): Summary {
  const names = new Set(samples.map(({ name }) => name));
  return summarise(run.results.filter(({ audio }) => names.has(audio)));
}

/** A row for each system, the best first where their texts were compared. */
export function writeSummary(
  runs: readonly EvaluationRun[],
  samples: readonly Sample[],
  texts: Texts,
): string {
  const title = columns.map((column) => texts.text(`eval-title-${column}`));
  const rows = runs
    .map((run) => ({ run, summary: summariseRun(run, samples) }))
    .sort((a, b) => (a.summary.wer ?? 2) - (b.summary.wer ?? 2))
    .map(({ run, summary }) => writeRow(run, summary, createFormat(texts.language)));
  return writeTable([title, ...rows]);
}

const columns = [
  'engine',
  'model',
  'recordings',
  'failed',
  'wer',
  'interval',
  'changed',
  'missing',
  'added',
  'cer',
  'der',
  'rtf',
  'cpu',
  'memory',
] as const;

function writeRow(run: EvaluationRun, summary: Summary, { decimal, percent }: Format): string[] {
  const { engine, model } = nameSystem(run);
  const cells: Record<(typeof columns)[number], string> = {
    engine: engine || unknown,
    model: model || unknown,
    recordings: String(summary.recordings),
    failed: run.error ? run.error.code : String(run.failures.length),
    wer: percent(summary.wer),
    interval: summary.wer_interval ? summary.wer_interval.map((one) => percent(one)).join(' – ') : unknown,
    changed: count(summary.words?.substitutions),
    missing: count(summary.words?.deletions),
    added: count(summary.words?.insertions),
    cer: percent(summary.cer),
    der: percent(summary.der),
    rtf: decimal(summary.rtf),
    cpu: decimal(summary.cpu_per_second),
    memory: count(summary.host_megabytes),
  };
  return columns.map((column) => cells[column]);
}

const unknown = '—';

type Format = ReturnType<typeof createFormat>;

/** Numbers as the reader writes them. */
function createFormat(language: Texts['language']) {
  const write = (digits: number, value: number | undefined, unit = '') => {
    if (value === undefined) return unknown;
    const fixed = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false };
    return `${value.toLocaleString(language, fixed)}${unit}`;
  };
  return {
    percent: (value: number | undefined) => write(1, value === undefined ? value : value * 100, ' %'),
    decimal: (value: number | undefined) => write(3, value),
  };
}

function count(value: number | undefined): string {
  return value === undefined ? unknown : String(value);
}
