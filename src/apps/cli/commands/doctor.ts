import { errorMeanings } from '../../../core/errors.ts';
import type { CommandContext } from '../command.ts';
import { examineMachine, examineNode } from '../doctor/examine-machine.ts';
import { examineServices } from '../doctor/examine-services.ts';
import { examine, type Finding } from '../doctor/finding.ts';
import { writeOut } from '../transcribe/write-target.ts';

/**
 * `efir doctor`: looks whether everything needed is there, a line each, and how to mend what is not. Changes nothing:
 * a database of our own is started to be asked, as it is, and stopped again. With `thorough` every byte of the installed
 * models is read. Exit code 0 unless something failed, then that of `unavailable`.
 */
export async function doctor(
  context: CommandContext,
  options: { json?: boolean; thorough?: boolean },
): Promise<number> {
  const { stdout, texts } = context;
  const findings: Finding[] = [];
  const tell = async (finding: Finding) => {
    findings.push(finding);
    if (!options.json) await writeOut(stdout, describe(finding));
  };

  await tell(await examine(examineNode(context), texts));
  const settings = await examine({ name: 'settings', look: async () => readSettings(context) }, texts);
  await tell(settings);
  if (settings.state !== 'failed') {
    const services = await examineServices(context, { thorough: options.thorough ?? false });
    for (const examination of [...examineMachine(context), ...services]) {
      await tell(await examine(examination, texts));
    }
  }

  const failed = findings.filter(({ state }) => state === 'failed').length;
  const summary = failed === 0 ? texts.text('doctor-fine') : texts.text('doctor-problems', { count: failed });
  await writeOut(stdout, options.json ? `${JSON.stringify(findings, null, 2)}\n` : `\n${summary}\n`);
  return failed === 0 ? 0 : errorMeanings.unavailable.exit;
}

function readSettings(context: CommandContext): Omit<Finding, 'name'> {
  // Reading is what checks them.
  void context.config;
  return { state: 'ok', text: context.texts.text('doctor-settings') };
}

const marks = { ok: '✓', warning: '!', failed: '✗' } as const;

function describe({ hint, state, text }: Finding): string {
  return `${marks[state]} ${text}\n${hint === undefined ? '' : `    ${hint}\n`}`;
}
