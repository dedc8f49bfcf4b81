import { EfirError } from '../../../core/errors.ts';
import { type SweepReport, sweepBlobs } from '../../../domain/media/index.ts';
import { createBlobs } from '../../compose.ts';
import { openDatabase } from '../../open-database.ts';
import type { CommandContext } from '../command.ts';
import { writeOut } from '../transcribe/write-target.ts';

/**
 * `efir sweep`: compares the blob store with the recordings; with `--mend` puts right what does not fit. The exit code
 * is 1 while something is amiss.
 */
export async function sweep(
  context: CommandContext,
  options: { mend?: boolean; force?: boolean; json?: boolean },
): Promise<number> {
  const { config, logger, signal, stdout, texts } = context;
  if (options.force && !options.mend)
    throw new EfirError('usage-invalid', { detail: texts.text('usage-force') });
  const { database, close } = await openDatabase(config, { logger, signal, purpose: 'visit' });
  try {
    const { mend = false, force = false } = options;
    const report = await sweepBlobs(database, { blobs: createBlobs(config) }, { mend, force, signal });
    await writeOut(stdout, options.json ? `${JSON.stringify(report, null, 2)}\n` : describe(context, report));
    return report.orphans > report.deleted || report.missing > report.marked ? 1 : 0;
  } finally {
    await close();
  }
}

function describe({ texts }: CommandContext, report: SweepReport): string {
  const { orphanKeys, missingIds, ...numbers } = report;
  const args = { ...numbers, refused: String(numbers.refused) };
  const lines = [texts.text('sweep-seen', args)];
  if (report.orphans > 0)
    lines.push(texts.text('sweep-orphans', args), ...orphanKeys.map((key) => `  ${key}`));
  if (report.missing > 0) lines.push(texts.text('sweep-missing', args), ...missingIds.map((id) => `  ${id}`));
  if (report.deleted + report.marked + report.unmarked > 0) lines.push(texts.text('sweep-mended', args));
  if (report.refused) lines.push(texts.text('sweep-refused'));
  else if (report.orphans > report.deleted || report.missing > report.marked)
    lines.push(texts.text('sweep-hint'));
  return lines.map((line) => `${line}\n`).join('');
}
