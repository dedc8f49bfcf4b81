import { hash } from 'node:crypto';
import type { Caller } from '../domain/identity/index.ts';

/** Milliseconds for which a key that was right is taken without asking the database: a revoked one ends within that. */
const validity = 5_000;
const mostKeys = 1_000;

/** Asks the database for a key's owner at most every five seconds; wrong keys are asked for each time. */
export function rememberCallers(
  authenticate: (key: string) => Promise<Caller>,
): (key: string) => Promise<Caller> {
  /** By digest: no key is kept in memory. */
  const known = new Map<string, { readonly caller: Caller; readonly until: number }>();
  return async (key) => {
    const digest = hash('sha256', key, 'base64');
    const found = known.get(digest);
    if (found && found.until > performance.now()) return found.caller;
    known.delete(digest);
    const caller = await authenticate(key);
    known.set(digest, { caller, until: performance.now() + validity });
    const oldest = known.keys().next().value;
    if (known.size > mostKeys && oldest !== undefined) known.delete(oldest);
    return caller;
  };
}
