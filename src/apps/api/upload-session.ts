import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { EfirError, toEfirError } from '../../core/errors.ts';
import { isUuid, type UploadSessionId } from '../../core/ids.ts';
import type { UploadSession } from '../../domain/media/index.ts';
import { readCookie } from './read-cookie.ts';

const cookieName = 'efir_upload_session';

/** Which session a request means; clients that keep no cookies send the header. */
export const sessionHeaders = z.object({
  'x-session-id': z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'The upload session; without it, that of the cookie' }),
});

/** The session that a request names. A text that is no id names none that exists: rejects with `session-not-found`. */
export function readSessionId(request: FastifyRequest): UploadSessionId | undefined {
  const given = request.headers['x-session-id'] ?? readCookie(request, cookieName);
  if (given === undefined) return undefined;
  if (typeof given !== 'string' || !isUuid(given)) throw new EfirError('session-not-found');
  return given as UploadSessionId;
}

/**
 * The session to go on with: one that only a cookie names may be over without anybody's fault, and a new one begins
 * then. Rejects with `session-not-found` for a header that names none.
 */
export async function continueSession(
  request: FastifyRequest,
  check: (sessionId: UploadSessionId) => Promise<unknown>,
): Promise<UploadSessionId | undefined> {
  const isAsked = request.headers['x-session-id'] !== undefined;
  try {
    const sessionId = readSessionId(request);
    if (sessionId !== undefined) await check(sessionId);
    return sessionId;
  } catch (thrown) {
    if (!isAsked && toEfirError(thrown).code === 'session-not-found') return undefined;
    throw thrown;
  }
}

/** Gives the session to a browser to keep. */
export function keepSession(
  request: FastifyRequest,
  reply: FastifyReply,
  session: UploadSession,
  lifetime: number,
): void {
  const parts = [`${cookieName}=${session.id}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  parts.push(`Max-Age=${Math.floor(lifetime)}`);
  if (request.protocol === 'https') parts.push('Secure');
  reply.header('set-cookie', parts.join('; '));
  reply.header('x-session-id', session.id);
}

export function forgetSession(reply: FastifyReply): void {
  reply.header('set-cookie', `${cookieName}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`);
}
