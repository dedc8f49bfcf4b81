import { isNodeError, tellSystemError } from '../../../core/errors.ts';
import { MessengerDoubt, MessengerRefusal } from '../../../ports/messenger.ts';

/** System calls before the first byte of a request: a look-up of the host, and connecting to it. */
const beforeAnything: ReadonlySet<string> = new Set(['getaddrinfo', 'queryA', 'queryAaaa', 'connect']);
/** A certificate that nobody vouches for: nothing was said to whoever showed it. */
const certificate = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/;

/**
 * What came of a connection that failed. Certain is only what failed before anything could be sent; whatever broke
 * later may have been done. Words of the system alone: they name the host, and never the path, which holds the token.
 */
export function tellFailure(method: string, thrown: unknown): unknown {
  if (thrown instanceof MessengerDoubt || thrown instanceof MessengerRefusal) return thrown;
  const detail = describe(thrown);
  return new MessengerDoubt({ method, detail, perhapsDone: !isBeforeAnything(thrown) });
}

function isBeforeAnything(thrown: unknown): boolean {
  // All addresses of a host were tried.
  if (thrown instanceof AggregateError)
    return thrown.errors.length > 0 && thrown.errors.every(isBeforeAnything);
  if (!isNodeError(thrown)) return false;
  const { code = '', syscall = '' } = thrown;
  return code === 'UND_ERR_CONNECT_TIMEOUT' || beforeAnything.has(syscall) || certificate.test(code);
}

function describe(thrown: unknown): string {
  if (thrown instanceof AggregateError) return [...new Set(thrown.errors.map(describe))].join('; ');
  if (!isNodeError(thrown)) return thrown instanceof Error ? thrown.name : 'unknown';
  return thrown.errno === undefined ? (thrown.code ?? thrown.name) : tellSystemError(thrown);
}
