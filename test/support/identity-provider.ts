// An identity provider of its own, over real HTTP: OpenID Connect with PKCE, tokens signed with a real key.
//
//   await using provider = await startIdentityProvider();
//   provider.person = { sub: '7', email: 'anna@example.com', email_verified: true, name: 'Anna' };
//   … follow the redirect to provider.issuer/authorize: it sends straight back
//
// What it says of itself, and what it answers, can be spoilt: `provider.spoil = { nonce: 'another' }`.

import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export interface TestProvider extends AsyncDisposable {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who is asked and agrees; undefined: they decline. */
  person: (JWTPayload & { readonly sub: string }) | undefined;
  /** What it tells whoever asks it with their token; undefined: there is nowhere to ask. */
  about: JWTPayload | undefined;
  /** Claims that are put into the next tokens in place of the right ones. */
  spoil: JWTPayload & { readonly expired?: true; readonly otherKey?: true };
  /** Whether it answers at all. */
  isUp: boolean;
  /** Paths at which it answers with a status of trouble: `{ '/token': 503 }`. */
  troubles: Readonly<Record<string, number>>;
  /** Times that its description was read. */
  readonly descriptions: () => number;
  close(): Promise<void>;
}

interface Grant {
  readonly person: JWTPayload & { readonly sub: string };
  readonly nonce: string;
  readonly challenge: string;
  readonly redirect: string;
}

export async function startIdentityProvider(): Promise<TestProvider> {
  const [key, otherKey] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const grants = new Map<string, Grant>();
  const accessTokens = new Set<string>();
  let descriptions = 0;
  const clientId = 'efir';
  const clientSecret = 'a secret of the test';

  const authorize = (query: URLSearchParams): string => {
    const back = new URL(query.get('redirect_uri') ?? '');
    back.searchParams.set('state', query.get('state') ?? '');
    const { person } = provider;
    if (provider.troubles['/authorize']) back.searchParams.set('error', 'temporarily_unavailable');
    else if (!person) back.searchParams.set('error', 'access_denied');
    else {
      const code = randomUUID();
      grants.set(code, {
        person,
        nonce: query.get('nonce') ?? '',
        challenge: query.get('code_challenge') ?? '',
        redirect: query.get('redirect_uri') ?? '',
      });
      back.searchParams.set('code', code);
    }
    return back.href;
  };

  const issueTokens = async (authorization: string | undefined, form: URLSearchParams): Promise<object> => {
    const grant = grants.get(form.get('code') ?? '');
    grants.delete(form.get('code') ?? '');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const [id, secret] = Buffer.from(authorization?.slice('Basic '.length) ?? '', 'base64')
      .toString()
      .split(':')
      .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    const isRight =
      grant &&
      proof === grant.challenge &&
      form.get('redirect_uri') === grant.redirect &&
      id === clientId &&
      secret === clientSecret;
    if (!isRight) throw new Error('invalid_grant');
    const { expired, otherKey: byOther, ...spoilt } = provider.spoil;
    const claims = { iss: provider.issuer, aud: clientId, nonce: grant.nonce, ...grant.person, ...spoilt };
    const now = Math.floor(Date.now() / 1000);
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuedAt(expired ? now - 7200 : now)
      .setExpirationTime(expired ? now - 3600 : now + 300)
      .sign((byOther ? otherKey : key).privateKey);
    const accessToken = randomUUID();
    accessTokens.add(accessToken);
    return { access_token: accessToken, token_type: 'Bearer', expires_in: 300, id_token: token };
  };

  const tellAbout = (authorization: string | undefined): [status: number, body: unknown] => {
    const isKnown = accessTokens.has(authorization?.slice('Bearer '.length) ?? '');
    return isKnown ? [200, provider.about] : [401, {}];
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', provider.issuer);
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (pathname === '/.well-known/openid-configuration') {
      descriptions += 1;
      return send(200, describe(provider));
    }
    if (pathname === '/keys')
      return send(200, {
        keys: [{ ...(await exportJWK(key.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }],
      });
    if (pathname === '/authorize')
      return void response.writeHead(302, { location: authorize(searchParams) }).end();
    if (pathname === '/about') return send(...tellAbout(request.headers.authorization));
    if (pathname !== '/token') return send(404, {});
    const form = new URLSearchParams(await text(request));
    try {
      send(200, await issueTokens(request.headers.authorization, form));
    } catch (error) {
      send(400, { error: (error as Error).message });
    }
  };

  const server = createServer((request, response) => {
    const [path = ''] = request.url?.split('?') ?? [];
    const trouble = path === '/authorize' ? undefined : provider.troubles[path];
    if (!provider.isUp) request.destroy();
    else if (trouble === undefined) void answer(request, response);
    else response.writeHead(trouble, { 'content-type': 'text/html' }).end('<h1>Trouble</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const provider: TestProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{
      clientId,
      clientSecret,
      isUp: true,
      person: undefined,
      about: undefined,
      spoil: {},
      troubles: {},
      close,
    },
    descriptions: () => descriptions,
    [Symbol.asyncDispose]: close,
  };
  return provider;
}

function describe({ about, issuer }: TestProvider): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    ...(about && { userinfo_endpoint: `${issuer}/about` }),
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  };
}
