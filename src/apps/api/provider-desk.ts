import type { FastifyReply, FastifyRequest } from 'fastify';
import { EfirError, type ErrorCode } from '../../core/errors.ts';
import type { Database } from '../../db/database.ts';
import {
  beginVisit,
  endVisit,
  enterByProvider,
  joinProvider,
  type ProviderPolicy,
  type VisitPurpose,
  visitLifetime,
} from '../../domain/identity/index.ts';
import type { IdentityProvider } from '../../ports/identity-provider.ts';
import { readCookie } from './read-cookie.ts';
import { keepSessionCookie } from './session-cookie.ts';
import { readVisitor } from './visit.ts';

/** Sends browsers to the identity provider, and takes them in when they come back. */
export interface ProviderDesk {
  readonly name: string;
  /** Gives the address to go to. Rejects with `oidc-unreachable`, and as `readInvitation`. */
  depart(request: FastifyRequest, reply: FastifyReply, purpose: VisitPurpose): Promise<string>;
  /** Signs in or joins whoever came back; gives the page of the dashboard to go to, also where that was refused. */
  arrive(request: FastifyRequest, reply: FastifyReply): Promise<string>;
}

const callbackPath = '/v1/auth/oidc/callback';
const cookieName = 'efir_provider_visit';

export function openProviderDesk(options: {
  readonly database: Database;
  readonly provider: IdentityProvider;
  readonly policy: ProviderPolicy;
  readonly publicUrl: string | undefined;
}): ProviderDesk {
  const { database, policy, provider, publicUrl } = options;
  const baseOf = ({ host, protocol }: FastifyRequest) =>
    publicUrl?.replace(/\/+$/, '') ?? `${protocol}://${host}`;

  const settle = async (request: FastifyRequest, reply: FastifyReply) => {
    const query = request.url.slice(request.url.indexOf('?') + 1);
    const state = new URLSearchParams(query).get('state') ?? '';
    const visit = await endVisit(database, { state, secret: readCookie(request, cookieName) });
    const url = `${baseOf(request)}${callbackPath}?${query}`;
    try {
      const { nonce, verifier } = visit;
      const identity = await provider.finish({ url, state, nonce, verifier });
      if (visit.userId === undefined) {
        const secret = await enterByProvider(database, { identity, policy, visit }, readVisitor(request));
        keepSessionCookie(request, reply, secret);
        request.log.info({ issuer: identity.issuer }, 'signed in by the identity provider');
      } else {
        // Whoever left the browser meanwhile joins nothing.
        const by = request.caller?.by;
        if (by?.kind !== 'user' || by.userId !== visit.userId) throw new EfirError('oidc-over');
        await joinProvider(database, identity, visit.userId);
        request.log.info({ user_id: visit.userId, issuer: identity.issuer }, 'identity provider joined');
      }
      return visit.next;
    } catch (error) {
      throw new Refusal(visit.userId === undefined ? '/sign-in' : '/settings/profile', { cause: error });
    }
  };
  return {
    name: provider.name,
    async depart(request, reply, purpose) {
      const departure = await provider.begin(`${baseOf(request)}${callbackPath}`);
      keepVisitCookie(request, reply, await beginVisit(database, departure, purpose), visitLifetime);
      return departure.url;
    },
    async arrive(request, reply) {
      keepVisitCookie(request, reply, '', 0);
      try {
        return await settle(request, reply);
      } catch (thrown) {
        const { cause, page } = thrown instanceof Refusal ? thrown : { cause: thrown, page: '/sign-in' };
        return tellFailure(request, cause, page);
      }
    },
  };
}

/** A page of the dashboard says what went wrong: the browser stands at an address of the server's. */
export function tellFailure(request: FastifyRequest, error: unknown, page: string): string {
  const code: ErrorCode = error instanceof EfirError ? error.code : 'internal';
  request.log.warn({ error, code }, 'sign-in by the identity provider failed');
  return `${page}?failed=${code}`;
}

/** What went wrong behind a visit that was begun, and the page where that is told. */
class Refusal extends Error {
  readonly page: string;

  constructor(page: string, options: ErrorOptions) {
    super('refused', options);
    this.page = page;
  }
}

/** Lax: the browser comes back from elsewhere, by a link. */
function keepVisitCookie(request: FastifyRequest, reply: FastifyReply, value: string, seconds: number): void {
  const parts = [
    `${cookieName}=${value}`,
    'Path=/v1/auth/oidc',
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${seconds}`,
  ];
  if (request.protocol === 'https') parts.push('Secure');
  reply.header('set-cookie', parts.join('; ')).header('cache-control', 'no-store');
}
