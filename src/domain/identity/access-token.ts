import { importJWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { EfirError } from '../../core/errors.ts';
import { isUuid, type TenantId, type TokenFamilyId } from '../../core/ids.ts';
import type { SigningKeys } from './signing-keys.ts';

/** Seconds that an access token is good for. */
export const accessTokenLifetime = 600;

const issuer = 'efir';

/** What a token says: whose tenant it is for, and which sign-in it came of. */
export interface AccessClaims {
  readonly tenantId: TenantId;
  readonly familyId: TokenFamilyId;
}

/** `sub` is the user's id or the key's, for whoever reads the token; here the family says who it is. */
export async function signAccessToken(
  keys: SigningKeys,
  { familyId, subject, tenantId }: AccessClaims & { readonly subject: string },
): Promise<string> {
  const key = await keys.newest();
  return new SignJWT({ tenant_id: tenantId, fam: familyId })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: key.id })
    .setIssuer(issuer)
    .setAudience(issuer)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(`${accessTokenLifetime}s`)
    .sign(await importJWK(key.privateKey, 'EdDSA'));
}

/** Rejects with `unauthorised` for a token that is over, of another key, or none at all. */
export async function readAccessToken(keys: SigningKeys, text: string): Promise<AccessClaims> {
  const claims = await verify(keys, text).catch((cause: unknown) => {
    if (cause instanceof EfirError) throw cause;
    throw new EfirError('unauthorised', {}, { cause });
  });
  const { fam, tenant_id: tenantId } = claims;
  if (typeof tenantId !== 'string' || typeof fam !== 'string' || !isUuid(tenantId) || !isUuid(fam))
    throw new EfirError('unauthorised');
  return { tenantId: tenantId as TenantId, familyId: fam as TokenFamilyId };
}

async function verify(keys: SigningKeys, text: string): Promise<JWTPayload> {
  const { payload } = await jwtVerify(
    text,
    async ({ kid = '' }) => {
      const key = isUuid(kid) ? await keys.find(kid) : undefined;
      if (!key) throw new EfirError('unauthorised');
      return importJWK(key.publicKey, 'EdDSA');
    },
    { algorithms: ['EdDSA'], issuer, audience: issuer, typ: 'at+jwt', requiredClaims: ['exp', 'iat'] },
  );
  return payload;
}
