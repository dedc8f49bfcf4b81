import type { FastifyRequest } from 'fastify';
import { EfirError } from '../../core/errors.ts';

const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser sends its cookie along whoever made it ask: what changes something must come from our own page. Browsers say
 * so in Sec-Fetch-Site where they trust the connection, and in Origin otherwise; who says neither is refused. Rejects
 * with `cross-site`.
 */
export function refuseCrossSite(request: FastifyRequest): void {
  if (harmless.has(request.method) || isSameSite(request)) return;
  throw new EfirError('cross-site');
}

/** The same where no cookie counts: programs, which say nothing of where they come from, are let through. */
export function refuseForeignPage(request: FastifyRequest): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (site !== undefined || origin !== undefined) refuseCrossSite(request);
}

function isSameSite(request: FastifyRequest): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.host;
}
