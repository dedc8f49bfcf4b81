import { PassThrough, Readable } from 'node:stream';
import { runCommand } from '../../src/apps/cli/run-command.ts';

export interface CommandOutcome {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly stdin?: Readable;
  /** Beside PATH and HOME; nothing else of ours gets in. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Makes stderr a terminal of 100 columns. */
  readonly terminal?: boolean;
  /** Makes stdout a terminal. */
  readonly screen?: boolean;
}

export interface StartedCommand {
  readonly ended: Promise<CommandOutcome>;
  /** What stdout and stderr hold so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** As Ctrl-C does. */
  readonly stop: () => void;
}

/** Runs a command line inside this process, so that coverage counts it: `await runCli(['help'])`. */
export function runCli(argv: readonly string[], options: CommandOptions = {}): Promise<CommandOutcome> {
  return startCli(argv, options).ended;
}

export function startCli(argv: readonly string[], options: CommandOptions = {}): StartedCommand {
  const stop = new AbortController();
  const stdout = collect();
  const stderr = collect();
  const terminal = options.terminal ? { isTTY: true, columns: 100 } : {};
  const ended = runCommand(argv, {
    stdin: options.stdin ?? Readable.from([]),
    stdout: Object.assign(stdout.stream, options.screen ? { isTTY: true } : {}),
    stderr: Object.assign(stderr.stream, terminal),
    environment: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      SYSTEM_INSTALLS: 'false',
      MODEL_DOWNLOADS: 'false',
      SPEECH_DETECTOR: 'energy',
      LOG_LEVEL: 'silent',
      ...options.environment,
    },
    signal: options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal,
  }).then((exit) => ({ exit, stdout: stdout.text(), stderr: stderr.text() }));
  return { ended, stdout: stdout.text, stderr: stderr.text, stop: () => stop.abort() };
}

function collect() {
  const stream = new PassThrough();
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return { stream, text: () => text };
}
