import type { Database } from '../../db/database.ts';
import {
  authenticateSession,
  type Caller,
  type Keyring,
  type SessionCaller,
} from '../../domain/identity/index.ts';

/** Finds out who is asking. */
export interface Authentication {
  /** By what stands behind `Bearer`. Rejects with `unauthorised`. */
  bearer(text: string): Promise<Caller>;
  /** By what a browser's cookie holds; undefined for a session that is over. */
  session(secret: string): Promise<SessionCaller | undefined>;
}

export function createAuthentication(database: Database, keyring: Keyring): Authentication {
  return {
    bearer: (text) => keyring.authenticate(text),
    session: (secret) => authenticateSession(database, secret),
  };
}
