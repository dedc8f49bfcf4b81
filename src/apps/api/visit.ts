import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { EfirError } from '../../core/errors.ts';
import type { Database } from '../../db/database.ts';
import { describeSignedIn, type Visitor } from '../../domain/identity/index.ts';
import type { Authentication } from './authentication.ts';
import { presentSignedIn, type signedInSchema } from './schemas/identity.ts';
import { keepSessionCookie } from './session-cookie.ts';

/** For routes that are open: requests are counted by where they come from. */
export const visitorAccess = {
  visitor: true,
  rateLimit: {
    max: 300,
    timeWindow: '1 minute',
    keyGenerator: (request: FastifyRequest) => request.ip,
    allowList: [],
  },
};

/** Where a request comes from, as people see it in their list of sessions. */
export function readVisitor(request: FastifyRequest): Visitor {
  return { address: request.ip, userAgent: request.headers['user-agent'] ?? '' };
}

/** Gives the browser its cookie, and tells the page whom it was signed in as. */
export async function answerSignedIn(
  { authentication, database }: { readonly authentication: Authentication; readonly database: Database },
  request: FastifyRequest,
  reply: FastifyReply,
  secret: string,
): Promise<z.infer<typeof signedInSchema>> {
  const caller = await authentication.session(secret);
  const signedIn = await describeSignedIn(database, caller ?? null);
  if (!caller || !signedIn) throw new EfirError('membership-none');
  keepSessionCookie(request, reply, secret);
  request.log.info({ user_id: caller.by.userId, tenant_id: caller.tenantId }, 'signed in');
  return presentSignedIn(signedIn);
}
