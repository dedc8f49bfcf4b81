import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Something that a check found. */
export interface Problem {
  readonly path: string;
  readonly text: string;
}

/** Prints problems one a line; the exit code says whether there were any. */
export function reportProblems(problems: readonly Problem[]): void {
  for (const { path, text } of problems) console.log(`${path}: ${text}`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

/** True for the module that was started from the command line. */
export function isMain(moduleUrl: string): boolean {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(moduleUrl);
}
