import { hash } from 'node:crypto';
import type { ApiKeyId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import { authenticateApiKey } from './authenticate-api-key.ts';
import type { Caller } from './caller.ts';

/** Knows whose keys are, without asking the database for each request. */
export interface Keyring {
  /** As `authenticateApiKey`. */
  authenticate(key: string): Promise<Caller>;
  /** Takes a key for unknown from now on: it was revoked here. */
  forget(keyId: ApiKeyId): void;
  close(): void;
}

/**
 * Milliseconds for which a key that was right is taken without asking. A key that is revoked anywhere is forgotten by a
 * hint within milliseconds; where the hint is lost, and for one that expires, it is this long.
 */
const validity = 5_000;
const mostKeys = 10_000;

interface Known {
  readonly caller: Caller;
  readonly until: number;
}

/** A request costs a third fewer ways to the database so. Wrong keys are asked for each time. */
export function openKeyring(database: Database): Keyring {
  /** By digest: no key is kept in memory. */
  const known = new Map<string, Known>();
  // What is asked for while a key is revoked may be older than that.
  let revocations = 0;
  const forget = (keyId: string) => {
    revocations += 1;
    for (const [digest, { caller }] of known)
      if (caller.by.kind === 'key' && caller.by.keyId === keyId) known.delete(digest);
  };
  const revoked = database.hints.listen('api-key', forget);
  return {
    async authenticate(key) {
      const digest = hash('sha256', key, 'base64');
      const found = known.get(digest);
      if (found && found.until > performance.now()) return found.caller;
      known.delete(digest);
      const before = revocations;
      const asked = performance.now();
      const caller = await authenticateApiKey(database, key);
      if (before === revocations) known.set(digest, { caller, until: asked + validity });
      const oldest = known.keys().next().value;
      if (known.size > mostKeys && oldest !== undefined) known.delete(oldest);
      return caller;
    },
    forget,
    close: () => revoked.close(),
  };
}
