import * as client from 'openid-client';
import { EfirError } from '../../../core/errors.ts';
import type { ExternalIdentity, IdentityProvider } from '../../../ports/identity-provider.ts';

export interface OpenidOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
}

/** Seconds that the provider has for an answer, and milliseconds for which its description is believed. */
const patience = 10;
const validity = 3_600_000;

/** Speaks OpenID Connect: authorization code with PKCE; the signature of every token is looked at. */
export function createOpenidIdentityProvider(options: OpenidOptions): IdentityProvider {
  const { name } = options;
  let known: { readonly configuration: client.Configuration; readonly until: number } | undefined;
  const discover = async () => {
    if (known && known.until > performance.now()) return known.configuration;
    const configuration = await readDescription(options);
    known = { configuration, until: performance.now() + validity };
    return configuration;
  };
  return {
    name,
    async begin(returnUrl) {
      const configuration = await discover();
      const state = client.randomState();
      const nonce = client.randomNonce();
      const verifier = client.randomPKCECodeVerifier();
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: returnUrl,
        scope: 'openid email profile',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return { url: url.href, state, nonce, verifier };
    },
    async finish({ nonce, state, url, verifier }) {
      const configuration = await discover();
      try {
        const tokens = await client.authorizationCodeGrant(configuration, new URL(url), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) throw new EfirError('oidc-refused', { provider: name });
        const more =
          claims['email'] === undefined
            ? await readMore(configuration, tokens.access_token, claims.sub)
            : claims;
        return toIdentity(claims, more);
      } catch (thrown) {
        throw judge(thrown, name);
      }
    },
  };
}

async function readDescription({ clientId, clientSecret, issuer, name }: OpenidOptions) {
  const url = new URL(issuer);
  // Tokens come over a connection of our own, but a name that leads elsewhere must not be enough.
  const execute = [client.enableNonRepudiationChecks];
  if (url.protocol === 'http:') execute.push(client.allowInsecureRequests);
  try {
    return await client.discovery(url, clientId, undefined, showSecret(clientSecret), {
      execute,
      timeout: patience,
    });
  } catch (cause) {
    throw new EfirError('oidc-unreachable', { provider: name }, { cause });
  }
}

/** In the way that the provider knows; one that does not say so knows Basic. */
function showSecret(secret: string): client.ClientAuth {
  const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)];
  return (server, ...rest) => {
    const knowsPost = server.token_endpoint_auth_methods_supported?.includes('client_secret_post') ?? false;
    return (knowsPost ? post : basic)(server, ...rest);
  };
}

/** Some providers put the address into their answer about the user only. */
async function readMore(configuration: client.Configuration, token: string, subject: string) {
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return {};
  return client.fetchUserInfo(configuration, token, subject);
}

function toIdentity(
  { iss: issuer, sub: subject }: client.IDToken,
  { email, email_verified: isVerified, name }: Readonly<Record<string, unknown>>,
): ExternalIdentity {
  const isKnown = typeof email === 'string' && email !== '' && (isVerified === true || isVerified === 'true');
  return {
    issuer,
    subject,
    email: isKnown ? email : undefined,
    name: typeof name === 'string' && name !== '' ? name : undefined,
  };
}

/** What is not to be believed is refused; what did not come may come later. */
function judge(thrown: unknown, provider: string): EfirError {
  if (thrown instanceof EfirError) return thrown;
  if (thrown instanceof client.AuthorizationResponseError && thrown.error === 'access_denied')
    return new EfirError('oidc-declined', { provider }, { cause: thrown });
  const isLost = cameNever(thrown) || isOutOfOrder(thrown);
  return new EfirError(isLost ? 'oidc-unreachable' : 'oidc-refused', { provider }, { cause: thrown });
}

function cameNever(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const isTimeOver = 'code' in thrown && thrown.code === 'OAUTH_TIMEOUT';
  return isTimeOver || (thrown instanceof TypeError && /fetch failed/.test(thrown.message));
}

/** The provider, or what stands before it, says itself that it cannot answer at the moment. */
function isOutOfOrder(thrown: unknown): boolean {
  if (thrown instanceof client.AuthorizationResponseError)
    return ['server_error', 'temporarily_unavailable'].includes(thrown.error);
  const status =
    thrown instanceof client.ResponseBodyError
      ? thrown.status
      : thrown instanceof Error && thrown.cause instanceof Response
        ? thrown.cause.status
        : 0;
  return status === 429 || status >= 500;
}
