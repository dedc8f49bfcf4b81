import type { FastifyReply, FastifyRequest } from 'fastify';
import { EfirError } from '../../core/errors.ts';
import { type Caller, type Keyring, requireScope } from '../../domain/identity/index.ts';
import { type GuessLimit, limitGuesses } from './limit-guesses.ts';
import type { ApiServer } from './server.ts';

/** Wrong keys that one address may send in a minute, as a part of the requests that a tenant may. */
const guessesPerRequest = 0.1;

/**
 * Lets nobody to a route with a scope without a key that has it, and to a `keyed` one without a key. Runs before anything of the body is read. Rejects
 * with `unauthorised`, `forbidden`, and `rate-limited` for an address that sent too many wrong keys.
 */
export function authenticateRequests(app: ApiServer, keyring: Keyring, requestsPerMinute: number): void {
  const limit = countGuesses(requestsPerMinute);
  const guesses = limitGuesses(limit);
  app.addHook('onRequest', async (request, reply) => {
    const { keyed, scope } = request.routeOptions.config;
    if (scope === undefined && keyed !== true) return;
    const key = readBearer(request.headers.authorization);
    refuseGuess(guesses, limit, key, request, reply);
    const caller = await authenticate(keyring, guesses, key, request.ip);
    request.caller = caller;
    request.log = request.log.child({ tenant_id: caller.tenantId });
    if (scope !== undefined) requireScope(caller, scope);
  });
}

/** Keys or links that are none which one address may try in a minute. */
export function countGuesses(requestsPerMinute: number): number {
  return Math.ceil(requestsPerMinute * guessesPerRequest);
}

function readBearer(header: string | undefined): string {
  const [, key] = /^Bearer +(\S+) *$/i.exec(header ?? '') ?? [];
  if (key === undefined) throw new EfirError('unauthorised');
  return key;
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
  keyring: Keyring,
  guesses: GuessLimit,
  key: string,
  address: string,
): Promise<Caller> {
  try {
    const caller = await keyring.authenticate(key);
    guesses.note(address, key, true);
    return caller;
  } catch (thrown) {
    if (thrown instanceof EfirError && thrown.code === 'unauthorised') guesses.note(address, key, false);
    throw thrown;
  }
}
