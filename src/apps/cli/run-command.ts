import { CommanderError } from 'commander';
import { findLanguage, loadConfig } from '../../config/config.ts';
import { EfirError } from '../../core/errors.ts';
import { getTexts, type Texts } from '../../texts/texts.ts';
import type { CommandContext, CommandIo } from './command.ts';
import { defineProgram } from './define-program.ts';
import { openLogger } from './open-logger.ts';
import { reportError } from './report-error.ts';

/** In the name of a file a terminal would take them for its own: colours, moves of the cursor, the direction of writing. */
const terminalOrders = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** Runs one command line, `argv` without node and script. Never throws: resolves with the exit code. */
export async function runCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const texts = getTexts(findLanguage(io.environment));
  const say = (line: string): void => {
    io.stderr.write(`${line.replace(terminalOrders, '')}\n`);
  };
  try {
    return await runProgram(argv, createContext(io, texts, say));
  } catch (thrown) {
    if (isClosedPipe(thrown) || isClosedPipe(io.signal.reason)) return 0;
    return reportError(thrown, texts, say);
  }
}

async function runProgram(argv: readonly string[], context: CommandContext): Promise<number> {
  let exit = 0;
  const program = defineProgram(context, (code) => {
    exit = code;
  });
  try {
    await program.parseAsync(argv.length === 0 ? ['help'] : [...argv], { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0 || thrown.code === 'commander.help') return 0;
    throw new EfirError(
      'usage-invalid',
      { detail: wordUsageError(thrown, context.texts) },
      { cause: thrown },
    );
  }
  return exit;
}

function createContext(io: CommandIo, texts: Texts, say: (line: string) => void): CommandContext {
  const read = once(() => loadConfig(io.environment));
  const log = once(() => openLogger(io, read(), 'visit'));
  return {
    ...io,
    texts,
    say,
    get config() {
      return read();
    },
    get logger() {
      return log();
    },
  };
}

/** The parser speaks English only; its codes are ours to word. */
function wordUsageError(error: CommanderError, texts: Texts): string {
  const [, name = ''] = /'([^']*)'/.exec(error.message) ?? [];
  const [, value = '', known = ''] =
    / argument '(.*)' is invalid\. Allowed choices are (.*)\.$/.exec(error.message) ?? [];
  const id = `usage-${error.code.replace('commander.', '').toLowerCase()}`;
  return texts.ids().includes(id)
    ? texts.text(id, { name, value, known })
    : error.message.replace(/^error: /, '');
}

/** The reader of our output is gone (`efir transcribe … | head -1`): that is no error, and nobody listens. */
function isClosedPipe(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPIPE';
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
