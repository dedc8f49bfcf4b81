import { EfirError } from '../../core/errors.ts';
import type { ApiKeyId, SessionId, TenantId, TokenFamilyId, UserId } from '../../core/ids.ts';
import type { Rank } from './ranks.ts';
import type { Scope } from './scopes.ts';

/** Who is asking, and what they may. */
export interface Caller {
  readonly tenantId: TenantId;
  readonly scopes: readonly Scope[];
  readonly by: KeyCaller | UserCaller;
  /** Shows an access token: it brings forth no further ones, or it would never be over. */
  readonly byToken?: true;
  /** The sign-in that an access token came of. */
  readonly familyId?: TokenFamilyId;
}

export interface KeyCaller {
  readonly kind: 'key';
  readonly keyId: ApiKeyId;
}

export interface UserCaller {
  readonly kind: 'user';
  readonly userId: UserId;
  readonly rank: Rank;
  /** Of the browser; absent for an access token. */
  readonly sessionId?: SessionId;
}

/** Whom a row names that says who made it. */
export type Author = KeyCaller | Pick<UserCaller, 'kind' | 'userId'>;

/** Rejects with `forbidden` when the caller lacks the scope. */
export function requireScope(caller: Pick<Caller, 'scopes'>, scope: Scope): void {
  if (!caller.scopes.includes(scope)) throw new EfirError('forbidden', { scope });
}

/** Gives the person who is asking. Rejects with `person-needed` where a program is. */
export function requireUser({ by }: Pick<Caller, 'by'>): UserCaller {
  if (by.kind !== 'user') throw new EfirError('person-needed');
  return by;
}

/** For rows that say who made them: one of the two, the other null. */
export function toAuthor(by: Author | undefined): {
  readonly api_key_id: ApiKeyId | null;
  readonly user_id: UserId | null;
} {
  return {
    api_key_id: by?.kind === 'key' ? by.keyId : null,
    user_id: by?.kind === 'user' ? by.userId : null,
  };
}
