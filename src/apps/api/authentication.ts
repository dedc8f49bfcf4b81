import type { Database } from '../../db/database.ts';
import {
  authenticateSession,
  authenticateToken,
  type Caller,
  type Keyring,
  type SessionCaller,
  type SigningKeys,
} from '../../domain/identity/index.ts';

/** Finds out who is asking. */
export interface Authentication {
  /** By what stands behind `Bearer`: an API key or an access token. Rejects with `unauthorised`. */
  bearer(text: string): Promise<Caller>;
  /** By what a browser's cookie holds; undefined for a session that is over. */
  session(secret: string): Promise<SessionCaller | undefined>;
}

export function createAuthentication(
  database: Database,
  keyring: Keyring,
  signingKeys: SigningKeys,
): Authentication {
  return {
    bearer: (text) =>
      isAccessToken(text) ? authenticateToken(database, signingKeys, text) : keyring.authenticate(text),
    session: (secret) => authenticateSession(database, secret),
  };
}

/** Three parts between dots; a key has none. */
function isAccessToken(text: string): boolean {
  return text.split('.').length === 3;
}
