import type { Config } from '../../config/config.ts';
import { createLogger, type Logger } from '../../core/logger.ts';
import type { CommandIo } from './command.ts';

/**
 * The logger of a process with a terminal or without. A `visit` is a command that answers and ends: it speaks by what
 * it prints, so the everyday lines of LOG_LEVEL=info are left to processes that serve.
 */
export function openLogger(io: Pick<CommandIo, 'stderr'>, config: Config, use: 'serve' | 'visit'): Logger {
  const level = use === 'visit' && config.logLevel === 'info' ? 'warn' : config.logLevel;
  const format = config.logFormat === 'auto' ? (io.stderr.isTTY ? 'pretty' : 'json') : config.logFormat;
  return createLogger({ level, format });
}
