/** One line of a benchmark: what was measured beside its baseline, both from the same run. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly figure: number;
  readonly baseline: number;
  /** What is aimed at, in words: `ratio at most 1.05`. */
  readonly aim: string;
  readonly met: boolean;
  /** Standard: figure divided by baseline. */
  readonly ratio?: number;
}

/** Prints the figures as a table, or as JSON with `--json`; docs/benchmarks.md holds what was printed. */
export function report(title: string, figures: readonly Figure[]): void {
  if (process.argv.includes('--json')) {
    console.log(
      JSON.stringify({ title, figures: figures.map((line) => ({ ...line, ratio: ratioOf(line) })) }),
    );
    return;
  }
  console.log(`# ${title}\n`);
  console.log('| what | figure | baseline | ratio | aim | met |');
  console.log('|---|---|---|---|---|---|');
  for (const line of figures) {
    const cells = [
      line.name,
      `${round(line.figure)} ${line.unit}`,
      `${round(line.baseline)} ${line.unit}`,
      Number.isNaN(ratioOf(line)) ? '' : ratioOf(line).toFixed(3),
      line.aim,
      line.met ? 'yes' : 'NO',
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

function ratioOf(line: Figure): number {
  return line.ratio ?? line.figure / line.baseline;
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
