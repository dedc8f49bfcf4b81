import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { createUser, signIn } from '../../../test/support/people.ts';
import { removeMember, revokeApiKey, rotateSigningKey, scopes } from '../../domain/identity/index.ts';
import type { ErrorBody } from './schemas/error.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

interface Pair {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}

const json = { 'content-type': 'application/json' };
const ask = (path: string, headers: Record<string, string>, body?: unknown) =>
  door.fetch(path, {
    method: 'POST',
    headers: { ...headers, ...(body === undefined ? {} : json) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const pairOf = async (answer: Response) => {
  expect(answer.status).toBe(200);
  return (await answer.json()) as Pair;
};
const codeOf = async (answer: Response) => ((await answer.json()) as ErrorBody).error.code;
const refresh = (token: string) => ask('/v1/auth/token/refresh', {}, { refresh_token: token });
const statusWith = async (key: string, path = '/v1/recordings') => (await door.fetch(path, { key })).status;

async function signedIn(rank: 'owner' | 'viewer' = 'owner') {
  const user = await createUser(door.db, { tenantId: door.tenantId, rank });
  const cookie = await signIn(door.db, user);
  const pair = await pairOf(await ask('/v1/auth/token', { cookie, 'sec-fetch-site': 'same-origin' }));
  return { user, pair };
}

test('an access token says whose tenant it is for, and others can check it by our public keys', async () => {
  const { pair, user } = await signedIn();
  expect(pair).toMatchObject({ token_type: 'Bearer', expires_in: 600 });
  expect(decodeJwt(pair.access_token)).toMatchObject({ tenant_id: door.tenantId, sub: user.id });
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', door.api.url));
  const { protectedHeader } = await jwtVerify(pair.access_token, keys, { issuer: 'efir', audience: 'efir' });
  expect(protectedHeader.alg).toBe('EdDSA');
  const published = await (await door.fetch('/.well-known/jwks.json')).text();
  expect(published).not.toContain('"d"');
  expect(await statusWith(pair.access_token)).toBe(200);
});

test('a rank is worth as much in a token as at a browser, and an API key as much as itself', async () => {
  const { pair } = await signedIn('viewer');
  expect(await statusWith(pair.access_token)).toBe(200);
  expect(await statusWith(pair.access_token, '/v1/members')).toBe(403);
  const key = await door.createKey(door.tenantId, ['webhooks:read']);
  const ofKey = await pairOf(await ask('/v1/auth/token', { authorization: `Bearer ${key}` }));
  expect(await statusWith(ofKey.access_token, '/v1/webhooks')).toBe(200);
  expect(await statusWith(ofKey.access_token)).toBe(403);
  expect(await codeOf(await door.fetch('/v1/me', { key: ofKey.access_token }))).toBe('person-needed');
});

test('a token brings forth no further ones', async () => {
  const { pair } = await signedIn();
  const answer = await ask('/v1/auth/token', { authorization: `Bearer ${pair.access_token}` });
  expect(answer.status).toBe(401);
});

test('a refresh token is good once; shown again it ends all that came of its sign-in', async () => {
  const { pair } = await signedIn();
  const other = await signedIn();
  const second = await pairOf(await refresh(pair.refresh_token));
  const third = await pairOf(await refresh(second.refresh_token));
  expect(await statusWith(third.access_token)).toBe(200);
  expect(await codeOf(await refresh(pair.refresh_token))).toBe('token-refused');
  expect(await statusWith(third.access_token)).toBe(401);
  expect(await codeOf(await refresh(third.refresh_token))).toBe('token-refused');
  expect(await statusWith(other.pair.access_token)).toBe(200);
});

test('of two who show the same refresh token at once one gets a pair, and then nobody has one', async () => {
  const { pair } = await signedIn();
  const answers = await Promise.all([1, 2, 3].map(() => refresh(pair.refresh_token)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401]);
  const [won] = answers.filter(({ status }) => status === 200);
  expect(await statusWith((await pairOf(won as Response)).access_token)).toBe(401);
});

test('revoked, a client is out at once', async () => {
  const { pair } = await signedIn();
  const revoke = (token: string) => ask('/v1/auth/token/revoke', {}, { refresh_token: token });
  expect((await revoke(pair.refresh_token)).status).toBe(204);
  expect((await revoke(pair.refresh_token)).status).toBe(204);
  expect((await revoke('nonsense')).status).toBe(204);
  expect(await statusWith(pair.access_token)).toBe(401);
  expect(await codeOf(await refresh(pair.refresh_token))).toBe('token-refused');
});

test('who leaves the tenant, or whose key is revoked, is out at once', async () => {
  const { pair, user } = await signedIn('viewer');
  const owner = { tenantId: door.tenantId, scopes, by: { kind: 'key', keyId: 'x' as never } } as const;
  await removeMember(door.db.database, owner, user.id);
  expect(await statusWith(pair.access_token)).toBe(401);
  expect(await codeOf(await refresh(pair.refresh_token))).toBe('token-refused');
  const key = await door.createKey(door.tenantId);
  const ofKey = await pairOf(await ask('/v1/auth/token', { authorization: `Bearer ${key}` }));
  const keyId = decodeJwt(ofKey.access_token).sub as never;
  await revokeApiKey(door.db.database, door.tenantId, keyId);
  expect(await statusWith(ofKey.access_token)).toBe(401);
});

test('the signing key is followed by a new one, and tokens of the old one stay good', async () => {
  const { pair } = await signedIn();
  await rotateSigningKey(door.db.database);
  const other = await door.openAnother();
  const next = await pairOf(
    await fetch(new URL('/v1/auth/token', other.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${door.key}` },
    }),
  );
  expect(decodeProtectedHeader(next.access_token).kid).not.toBe(decodeProtectedHeader(pair.access_token).kid);
  // One that this process has not read yet.
  expect(await statusWith(next.access_token)).toBe(200);
  expect(await statusWith(pair.access_token)).toBe(200);
  await door.db.query(`update signing_keys set created_at = created_at - interval '40 days'`);
  await other.close();
  const late = await door.openAnother();
  const answer = await fetch(new URL('/v1/recordings', late.url), {
    headers: { authorization: `Bearer ${pair.access_token}` },
  });
  expect(answer.status).toBe(401);
  const renewed = await fetch(new URL('/v1/auth/token', late.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${door.key}` },
  });
  expect(renewed.status).toBe(200);
  await late.close();
});

test('what is no token of ours opens nothing', async () => {
  const { pair } = await signedIn();
  const [header = '', payload = '', signature = ''] = pair.access_token.split('.');
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const none = `${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.`;
  const { kid } = decodeProtectedHeader(pair.access_token);
  const guessed = await new SignJWT({ ...decodeJwt(pair.access_token) })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: kid ?? '' })
    .sign(new TextEncoder().encode('x'.repeat(32)));
  const elsewhere = encode({ ...decodeJwt(pair.access_token), tenant_id: await door.db.createTenant() });
  const forged = [
    none,
    guessed,
    `${header}.${elsewhere}.${signature}`,
    `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
    `${header}.${payload}`,
    'a.b.c',
    '..',
  ];
  for (const token of forged) expect([token, await statusWith(token)]).toEqual([token, 401]);
});
