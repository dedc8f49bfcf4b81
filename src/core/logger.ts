import { type DestinationStream, type Logger as PinoLogger, pino, stdTimeFunctions } from 'pino';
import { EfirError } from './errors.ts';
import { pinoPretty } from './logger-pretty.ts';

export type Logger = PinoLogger;

export interface LoggerOptions {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** `json` for machines, `pretty` for a person at a terminal. */
  readonly format: 'json' | 'pretty';
  readonly destination?: DestinationStream;
}

/**
 * Makes the process's logger. Lines go to stderr: stdout belongs to what the user asked for.
 *
 * Field names in use everywhere: request_id, trace, tenant_id, recording_id, task_id, attempt_id, worker_id.
 * Secrets, tokens and file URLs are never passed to it; the redaction is the second belt.
 */
export function createLogger(options: LoggerOptions): Logger {
  const destination =
    options.destination ??
    (options.format === 'pretty' ? pinoPretty() : pino.destination({ fd: 2, sync: true }));
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: [
          'authorization',
          '*.authorization',
          'token',
          '*.token',
          'secret',
          '*.secret',
          'password',
          '*.password',
        ],
        censor: '[hidden]',
      },
      serializers: { error: (thrown: unknown) => describeError(thrown, options.level) },
    },
    destination,
  );
}

/**
 * An error as a line carries it. A failure with a code of its own is no fault of the program, so it comes without a
 * stack unless LOG_LEVEL asks for details. Of foreign errors only what describes them is taken: drivers hang whole
 * connections on theirs.
 */
function describeError(thrown: unknown, level: LoggerOptions['level']): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const { message, stack, type } = pino.stdSerializers.err(thrown);
  const isExpected = thrown instanceof EfirError && thrown.code !== 'internal';
  return {
    type,
    ...('code' in thrown ? { code: thrown.code } : {}),
    message,
    ...(isExpected && level !== 'debug' && level !== 'trace' ? {} : { stack }),
  };
}

/** A logger that says nothing: for tests and for library use. */
export const silentLogger: Logger = pino({ level: 'silent' });
