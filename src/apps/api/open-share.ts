import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { type OpenShare, openShare, proofLifetime } from '../../domain/library/index.ts';
import { readCookie } from './read-cookie.ts';

export const sharedParams = z.object({
  secret: z.string().max(100).meta({ description: 'The last part of the link' }),
});
type SharedRequest = FastifyRequest<{ Params: z.infer<typeof sharedParams> }>;

const cookieName = 'efir_share';

/** What the request's link opens; nothing of it is kept on the way or found by search engines. Rejects as `openShare`. */
export async function openShared(
  database: Database,
  request: FastifyRequest,
  secret: string,
  reply: FastifyReply,
): Promise<OpenShare> {
  reply
    .header('cache-control', 'private, no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-robots-tag', 'noindex, nofollow');
  const share = await openShare(database, secret, readCookie(request, cookieName));
  request.log = request.log.child({ tenant_id: share.tenantId, share_id: share.id });
  return share;
}

/** The browser shows that the password was right, at this link and no other. */
export function keepProof(reply: FastifyReply, request: SharedRequest, proof: string): void {
  const path = `/v1/shares/${encodeURIComponent(request.params.secret)}`;
  const secure = request.protocol === 'https' ? '; Secure' : '';
  const terms = `Path=${path}; Max-Age=${proofLifetime}; HttpOnly; SameSite=Strict${secure}`;
  reply.header('set-cookie', `${cookieName}=${proof}; ${terms}`);
}
