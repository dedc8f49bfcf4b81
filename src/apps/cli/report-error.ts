import { EfirError, isErrorCode, toEfirError } from '../../core/errors.ts';
import type { Texts } from '../../texts/texts.ts';

/** An error as a server worded it: its sentence and hint have the values that did not travel. */
export class ServerError extends EfirError {
  readonly described: ServerWords;

  constructor(code: string, described: ServerWords) {
    super(isErrorCode(code) ? code : 'internal');
    this.described = described;
  }
}

interface ServerWords {
  readonly message: string;
  readonly hint: string;
  /** Leads to the lines of the server's log. */
  readonly request_id?: string | undefined;
}

/** Tells a person what went wrong: the sentence, what to do, the code. Gives the exit code. */
export function reportError(thrown: unknown, texts: Texts, say: (line: string) => void): number {
  const error = toEfirError(thrown);
  const { message, hint, request_id }: ServerWords =
    error instanceof ServerError ? error.described : texts.describe(error);
  const trail = request_id === undefined ? '' : ` request ${request_id}`;
  say(`efir: ${message}\n  ${hint}\n  [${error.code}]${trail}`);
  return error.meaning.exit;
}
