import { EfirError, isNodeError } from '../core/errors.ts';

const unreachableSystemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EACCES',
]);
/** SQLSTATE: no connection, shut down, starting up, too many clients, refused login, no such database. */
const unreachableSqlStates = /^(08...|57P0[1-5]|53300|28...|3D000)$/;
const unreachableMessages =
  /connection terminated|timeout exceeded when trying to connect|connection timeout|connection ended|client has encountered a connection error|not queryable|server does not support SSL/i;

/**
 * Names what was thrown by `pg`: a database that cannot be reached becomes `database-unreachable` {detail}, anything
 * else stays as it is. The detail never holds a password: neither PostgreSQL nor the system put one in their messages,
 * and the URL is not repeated.
 */
export function toDatabaseError(thrown: unknown): unknown {
  if (thrown instanceof EfirError || !isUnreachable(thrown)) return thrown;
  return new EfirError('database-unreachable', { detail: reasonOf(thrown) }, { cause: thrown });
}

/** True where trying again on a new connection may help. */
export function isUnreachable(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  if (isNodeError(thrown)) {
    if (unreachableSystemCodes.has(thrown.code ?? ''))
      return thrown.syscall !== undefined || thrown instanceof AggregateError;
    if (unreachableSqlStates.test(thrown.code ?? '')) return true;
  }
  return unreachableMessages.test(thrown.message);
}

function reasonOf(thrown: unknown): string {
  if (thrown instanceof AggregateError) return thrown.errors.map(reasonOf).join('; ');
  return thrown instanceof Error ? thrown.message : String(thrown);
}
