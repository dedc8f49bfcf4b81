import type { FastifyReply, FastifyRequest } from 'fastify';
import { EfirError } from '../../core/errors.ts';
import { type Caller, requireScope, requireUser } from '../../domain/identity/index.ts';
import type { Authentication } from './authentication.ts';
import { type GuessLimit, limitGuesses } from './limit-guesses.ts';
import { refuseCrossSite, refuseForeignPage } from './refuse-cross-site.ts';
import { meantTenant } from './schemas/meant-tenant.ts';
import type { ApiServer } from './server.ts';
import { readSessionCookie } from './session-cookie.ts';

/** Wrong keys that one address may send in a minute, as a part of the requests that a tenant may. */
const guessesPerRequest = 0.1;

/**
 * Lets nobody to a route with a scope who lacks it, to a `person` one only people, to a `keyed` one only who is known.
 * Whoever comes to a `visitor` one is let in, known or not. An API key, an access token or a browser's session says who
 * it is. Runs before anything of the body is read. Rejects with `unauthorised`, `forbidden`, `person-needed`,
 * `cross-site` for what another site made a browser ask, `tenant-other` where a page meant another account than it looks
 * at by now, and `rate-limited` for an address that sent too many wrong keys.
 */
export function authenticateRequests(
  app: ApiServer,
  authentication: Authentication,
  requestsPerMinute: number,
): void {
  const limit = countGuesses(requestsPerMinute);
  const guesses = limitGuesses(limit);
  app.addHook('onRequest', async (request, reply) => {
    const { keyed, person, scope, visitor } = request.routeOptions.config;
    if (scope === undefined && !keyed && !person && !visitor) return;
    const caller = await findCaller(request, reply);
    if (!caller && !visitor) throw new EfirError('unauthorised');
    if (!caller) return;
    refuseElsewhere(request, caller);
    request.caller = caller;
    request.log = request.log.child({ tenant_id: caller.tenantId });
    if (person) requireUser(caller);
    if (scope !== undefined) requireScope(caller, scope);
  });

  async function findCaller(request: FastifyRequest, reply: FastifyReply): Promise<Caller | undefined> {
    const key = readBearer(request.headers.authorization);
    if (key === undefined) return findBrowser(authentication, request);
    refuseGuess(guesses, limit, key, request, reply);
    return authenticate(authentication, guesses, key, request.ip);
  }
}

/** Keys or links that are none which one address may try in a minute. */
export function countGuesses(requestsPerMinute: number): number {
  return Math.ceil(requestsPerMinute * guessesPerRequest);
}

/** Undefined without a header; one that cannot be a key is a wrong one. */
function readBearer(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const [, key] = /^Bearer +(\S+) *$/i.exec(header) ?? [];
  if (key === undefined) throw new EfirError('unauthorised');
  return key;
}

/** Who sits at the browser that asks, by its cookie. */
async function findBrowser(
  { session }: Authentication,
  request: FastifyRequest,
): Promise<Caller | undefined> {
  const secret = readSessionCookie(request);
  if (request.routeOptions.config.visitor) refuseForeignPage(request);
  if (secret === undefined) return undefined;
  const caller = await session(secret);
  // Told that it is signed out, a page signs in again; told that it is foreign, it would not.
  if (caller) refuseCrossSite(request);
  return caller;
}

/** All tabs of a browser share a session: what one of them means for an account must not land in another. */
function refuseElsewhere({ headers }: FastifyRequest, { tenantId }: Caller): void {
  const meant = headers[meantTenant];
  if (meant !== undefined && meant !== tenantId) throw new EfirError('tenant-other');
}

function refuseGuess(
  guesses: GuessLimit,
  limit: number,
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const seconds = guesses.wait(request.ip, key);
  if (seconds === 0) return;
  reply.header('retry-after', seconds);
  throw new EfirError('rate-limited', { limit });
}

async function authenticate(
  { bearer }: Authentication,
  guesses: GuessLimit,
  key: string,
  address: string,
): Promise<Caller> {
  try {
    const caller = await bearer(key);
    guesses.note(address, key, true);
    return caller;
  } catch (thrown) {
    if (thrown instanceof EfirError && thrown.code === 'unauthorised') guesses.note(address, key, false);
    throw thrown;
  }
}
