import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { hashSecret } from '../../core/credential.ts';
import { EfirError } from '../../core/errors.ts';
import { createTokenFamilyId, type TenantId, type TokenFamilyId } from '../../core/ids.ts';
import type { Database, IdentityTx } from '../../db/database.ts';
import { accessTokenLifetime, readAccessToken, signAccessToken } from './access-token.ts';
import type { Caller } from './caller.ts';
import { scopesOf } from './ranks.ts';
import { isScope } from './scopes.ts';
import type { SigningKeys } from './signing-keys.ts';

/** Days that a sign-in of a client lasts at most, refreshed or not. */
const familyDays = 90;

export interface Tokens {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  /** Good for one refreshing. */
  readonly refreshToken: string;
}

/** Signs a client in as somebody who is known: by a password, a session or an API key. */
export async function issueTokens(
  database: Pick<Database, 'withIdentity'>,
  keys: SigningKeys,
  { by, tenantId }: Pick<Caller, 'by' | 'tenantId'>,
): Promise<Tokens> {
  const familyId = createTokenFamilyId();
  const refreshToken = await database.withIdentity(async (tx) => {
    await tx
      .insertInto('token_families')
      .values({
        ...{ id: familyId, tenant_id: tenantId, revoked_at: null },
        user_id: by.kind === 'user' ? by.userId : null,
        api_key_id: by.kind === 'key' ? by.keyId : null,
        expires_at: sql<Date>`now() + make_interval(days => ${familyDays})`,
      })
      .execute();
    return insertRefreshToken(tx, familyId);
  });
  return complete(keys, { tenantId, familyId, subject: subjectOf(by), refreshToken });
}

/**
 * Gives a new pair for a refresh token, which is used up. One that comes a second time was copied: its family is revoked,
 * whoever has the newest. Rejects with `token-refused`.
 */
export async function refreshTokens(
  database: Pick<Database, 'withIdentity'>,
  keys: SigningKeys,
  refreshToken: string,
): Promise<Tokens> {
  const outcome = await database.withIdentity(async (tx) => {
    const row = await lockRefreshToken(tx, refreshToken);
    if (!row) return undefined;
    if (row.used_at) {
      await revokeFamily(tx, row.family_id);
      return undefined;
    }
    const family = await readFamily(tx, row.family_id, row.tenant_id);
    if (!family) return undefined;
    await tx
      .updateTable('refresh_tokens')
      .set({ used_at: sql<Date>`now()` })
      .where('token_hash', '=', hashToken(refreshToken))
      .execute();
    return { ...family, familyId: row.family_id, refreshToken: await insertRefreshToken(tx, row.family_id) };
  });
  // After the commit: what was found out of a copied token stays.
  if (!outcome) throw new EfirError('token-refused');
  const { by, familyId, tenantId, refreshToken: next } = outcome;
  return complete(keys, { tenantId, familyId, subject: subjectOf(by), refreshToken: next });
}

/** Ends the sign-in that a refresh token is of, its access tokens too. Nothing happens for one that is none. */
export async function revokeTokens(
  database: Pick<Database, 'withIdentity'>,
  refreshToken: string,
): Promise<void> {
  await database.withIdentity(async (tx) => {
    const row = await lockRefreshToken(tx, refreshToken);
    if (row) await revokeFamily(tx, row.family_id);
  });
}

/**
 * Who shows an access token. What its rank or key may do is asked now, so that whoever was thrown out, or whose key or
 * sign-in was revoked, is out at once. Rejects with `unauthorised`.
 */
export async function authenticateToken(
  database: Pick<Database, 'withIdentity'>,
  keys: SigningKeys,
  text: string,
): Promise<Caller> {
  const { familyId, tenantId } = await readAccessToken(keys, text);
  const caller = await database.withIdentity((tx) => readFamily(tx, familyId, tenantId));
  if (!caller) throw new EfirError('unauthorised');
  return { ...caller, byToken: true, familyId };
}

async function complete(
  keys: SigningKeys,
  {
    refreshToken,
    ...claims
  }: { tenantId: TenantId; familyId: TokenFamilyId; subject: string; refreshToken: string },
): Promise<Tokens> {
  return {
    accessToken: await signAccessToken(keys, claims),
    expiresIn: accessTokenLifetime,
    refreshToken,
  };
}

function subjectOf(by: Caller['by']): string {
  return by.kind === 'user' ? by.userId : by.keyId;
}

function hashToken(token: string): Buffer {
  return hashSecret(Buffer.from(token));
}

async function insertRefreshToken(tx: IdentityTx, familyId: TokenFamilyId): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await tx
    .insertInto('refresh_tokens')
    .values({ token_hash: hashToken(token), family_id: familyId, used_at: null })
    .execute();
  return token;
}

/** Two who show the same take turns: the second finds it used. */
async function lockRefreshToken(tx: IdentityTx, token: string) {
  const row = await tx
    .selectFrom('refresh_tokens')
    .select(['family_id', 'used_at'])
    .where('token_hash', '=', hashToken(token))
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  const family = await tx
    .selectFrom('token_families')
    .select('tenant_id')
    .where('id', '=', row.family_id)
    .executeTakeFirst();
  return family && { ...row, tenant_id: family.tenant_id };
}

async function revokeFamily(tx: IdentityTx, familyId: TokenFamilyId): Promise<void> {
  await tx
    .updateTable('token_families')
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, now())` })
    .where('id', '=', familyId)
    .execute();
}

/** Who a family stands for; undefined for one that is over or revoked, or whose user or key is gone. */
async function readFamily(
  tx: IdentityTx,
  familyId: TokenFamilyId,
  tenantId: TenantId,
): Promise<Caller | undefined> {
  const row = await tx
    .selectFrom('token_families as family')
    .leftJoin('memberships', (join) =>
      join
        .onRef('memberships.tenant_id', '=', 'family.tenant_id')
        .onRef('memberships.user_id', '=', 'family.user_id'),
    )
    .leftJoin('api_keys', (join) =>
      join
        .onRef('api_keys.tenant_id', '=', 'family.tenant_id')
        .onRef('api_keys.id', '=', 'family.api_key_id')
        .on('api_keys.revoked_at', 'is', null)
        .on((on) =>
          on.or([on('api_keys.expires_at', 'is', null), on('api_keys.expires_at', '>', sql<Date>`now()`)]),
        ),
    )
    .select(['family.user_id', 'memberships.rank', 'api_keys.id as key_id', 'api_keys.scopes'])
    .where('family.id', '=', familyId)
    .where('family.tenant_id', '=', tenantId)
    .where('family.revoked_at', 'is', null)
    .where('family.expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  if (row?.user_id && row.rank) {
    const by = { kind: 'user', userId: row.user_id, rank: row.rank } as const;
    return { tenantId, scopes: scopesOf(row.rank), by };
  }
  if (!row?.key_id || !row.scopes) return undefined;
  return { tenantId, scopes: row.scopes.filter(isScope), by: { kind: 'key', keyId: row.key_id } };
}
