import type { Config } from '../../config/config.ts';
import type { Logger } from '../../core/logger.ts';
import type { Texts } from '../../texts/texts.ts';

/** What a command line is given; tests give their own, and nothing of the command line reaches past it. */
export interface CommandIo {
  readonly stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream & { isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  /** Absent: the environment of the process, which only src/config reads. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Fires on Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
}

/** What every command works with. */
export interface CommandContext extends CommandIo {
  readonly texts: Texts;
  /** Read when it is first needed, so that `help` works beside a wrong setting. Throws `setting-invalid`. */
  readonly config: Config;
  readonly logger: Logger;
  /** A line to stderr: what a person should know, beside what was asked for. */
  say(line: string): void;
}
