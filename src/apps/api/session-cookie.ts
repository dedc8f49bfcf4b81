import type { FastifyReply, FastifyRequest } from 'fastify';
import { sessionLifetime } from '../../domain/identity/index.ts';
import { readCookie } from './read-cookie.ts';

const cookieName = 'efir_session';

/** What the browser's cookie holds; undefined without one. */
export function readSessionCookie(request: FastifyRequest): string | undefined {
  return readCookie(request, cookieName);
}

/** Signs the browser in: no script may read it, no other site's form or frame sends it along. */
export function keepSessionCookie(request: FastifyRequest, reply: FastifyReply, secret: string): void {
  writeCookie(request, reply, secret, sessionLifetime);
}

export function dropSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  writeCookie(request, reply, '', 0);
}

function writeCookie(request: FastifyRequest, reply: FastifyReply, value: string, seconds: number): void {
  const parts = [`${cookieName}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${seconds}`];
  // Behind a proxy by what it says, where TRUST_PROXY lets it.
  if (request.protocol === 'https') parts.push('Secure');
  reply.header('set-cookie', parts.join('; ')).header('cache-control', 'no-store');
}
