import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EfirError } from '../../../core/errors.ts';
import type { CommandContext } from '../command.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** `efir check`: every check of the code, in a list. */
export function check(context: CommandContext): Promise<number> {
  return runScript(context, 'scripts/run-checks.ts', []);
}

/** `efir test`: every check and every test; with `files`, those tests only. */
export function test(context: CommandContext, options: { files: readonly string[] }): Promise<number> {
  return runScript(context, 'scripts/run-tests.ts', options.files);
}

/** `efir chaos`: recordings through an installation in which things go wrong. */
export function chaos(context: CommandContext, options: { rest: readonly string[] }): Promise<number> {
  return runScript(context, 'test/chaos/run-chaos.ts', options.rest);
}

/** `efir bench NAME`: one of the benchmarks of bench/. */
export async function bench(
  context: CommandContext,
  options: { name: string | undefined; rest: readonly string[] },
): Promise<number> {
  const files = await readdir(`${root}/bench`);
  // What the benchmarks print with is none itself.
  const names = files
    .filter((file) => file.endsWith('.ts') && file !== 'report.ts')
    .map((file) => basename(file, '.ts'));
  if (options.name === undefined) {
    context.stdout.write(`${names.sort().join('\n')}\n`);
    return 0;
  }
  if (!names.includes(options.name)) {
    const args = { name: options.name, known: names.sort().join(', ') };
    throw new EfirError('usage-invalid', { detail: context.texts.text('usage-bench', args) });
  }
  return runScript(context, `bench/${options.name}.ts`, options.rest);
}

/** Runs a development program in a process of its own; it shares our terminal, and Ctrl-C reaches it by itself. */
export function runScript(
  { signal }: CommandContext,
  script: string,
  args: readonly string[],
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
      cwd: root,
      stdio: 'inherit',
    });
    signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 70));
  });
}
