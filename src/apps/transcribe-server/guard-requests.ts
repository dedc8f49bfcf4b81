import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { EfirError } from '../../core/errors.ts';
import type { TenantId } from '../../core/ids.ts';

/** Who may ask: everybody on this machine, or who shows a key. */
export interface Guard {
  /** The tenant of an API key; undefined: the configured one. Rejects with `unauthorised` and `forbidden`. */
  admit(request: FastifyRequest, need: Need): Promise<TenantId | undefined>;
}

export type Need = 'read' | 'write';

export interface GuardOptions {
  readonly host: string;
  readonly key: string | undefined;
  /** Finds out whose API key a text is, where there are API keys. Rejects with `unauthorised` and `forbidden`. */
  readonly authenticate?: ((key: string, need: Need) => Promise<TenantId>) | undefined;
}

/** Rejects with `key-required` where strangers could reach a server that asks for nothing. */
export function createGuard({ authenticate, host, key }: GuardOptions): Guard {
  if (key === undefined && !isLoopback(host)) throw new EfirError('key-required', { host });
  return {
    admit: async (request, need) => {
      const [, shown] = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '') ?? [];
      if (shown !== undefined && key !== undefined && isSame(shown, key)) return undefined;
      if (shown?.startsWith('efir_') && authenticate) return authenticate(shown, need);
      if (key !== undefined) throw new EfirError('unauthorised');
      refuseForeignPages(request);
      return undefined;
    },
  };
}

/**
 * A browser on this machine would let any page ask here: under a name that its owner points at 127.0.0.1, or by a form
 * sent blindly. Without a key only requests that no such page can make are answered.
 */
function refuseForeignPages({ headers }: FastifyRequest): void {
  const hosts = [`http://${headers.host ?? 'localhost'}`, headers.origin ?? 'http://localhost'];
  const near = hosts.every((place) => URL.canParse(place) && isLoopback(new URL(place).hostname));
  const site = headers['sec-fetch-site'];
  if (!near || site === 'cross-site' || site === 'same-site') throw new EfirError('unauthorised');
}

function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (name === 'localhost' || name === '::1') return true;
  return isIP(name) === 4 && name.startsWith('127.');
}

/** In constant time, whatever the lengths. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
