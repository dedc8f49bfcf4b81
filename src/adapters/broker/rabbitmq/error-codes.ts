import { tellSystemError } from '../../../core/errors.ts';

/** The name that AMQP has for what went wrong: `NOT_FOUND`, `PRECONDITION_FAILED`. */
export function tellCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** What went wrong, in words: of the system's errors as everywhere, of the others what the server or the client said. */
export function tellReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // The client puts the name of a frame in front, also where there is none, and the server ends with a full stop.
  const said = () => error.message.replace(/^undefined: /, '').replace(/\.$/, '');
  return 'errno' in error ? tellSystemError(error) : said();
}
