import { type DestinationStream, type Logger as PinoLogger, pino, stdTimeFunctions } from 'pino';
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
      serializers: { error: pino.stdSerializers.err },
    },
    destination,
  );
}

/** A logger that says nothing: for tests and for library use. */
export const silentLogger: Logger = pino({ level: 'silent' });
