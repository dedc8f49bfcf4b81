import { EfirError, toEfirError } from '../../core/errors.ts';
import type { Texts } from '../../texts/texts.ts';

/** An error as a server worded it: its sentence and hint have the values that did not travel. */
export class ServerError extends EfirError {
  readonly described: { readonly message: string; readonly hint: string };

  constructor(error: EfirError, described: { message: string; hint: string }) {
    super(error.code, error.args);
    this.described = described;
  }
}

/** Tells a person what went wrong: the sentence, what to do, the code. Gives the exit code. */
export function reportError(thrown: unknown, texts: Texts, say: (line: string) => void): number {
  const error = toEfirError(thrown);
  const { message, hint } = error instanceof ServerError ? error.described : texts.describe(error);
  say(`efir: ${message}\n  ${hint}\n  [${error.code}]`);
  return error.meaning.exit;
}
