import type { Config } from '../../config/config.ts';
import { createLogger, type Logger } from '../../core/logger.ts';
import type { CommandIo } from './command.ts';

/** What is written unless LOG_LEVEL wants something else. */
const usualLevels = { serve: 'info', watched: 'warn', visit: 'error' } as const;

/**
 * The logger of a process with a terminal or without. One that serves is `watched` where somebody sits before it. A
 * `visit` is a command that answers and ends: it speaks by what it prints, and what it could not do is among its notes.
 */
export function openLogger(
  io: Pick<CommandIo, 'stderr'>,
  config: Config,
  use: keyof typeof usualLevels,
): Logger {
  const level = config.logLevel === 'info' ? usualLevels[use] : config.logLevel;
  const format = config.logFormat === 'auto' ? (io.stderr.isTTY ? 'pretty' : 'json') : config.logFormat;
  return createLogger({ level, format });
}
