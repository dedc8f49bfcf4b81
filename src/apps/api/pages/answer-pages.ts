import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EfirError } from '../../../core/errors.ts';
import { describeError } from '../../describe-error.ts';
import { translateError } from '../answer-errors.ts';
import type { ApiServer } from '../server.ts';
import { writeFailurePage } from './upload-page.ts';

/** Nothing but our own files, and nothing of the address to anybody: who has it, may use it. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** For routes whose address is a secret: answers are kept by nobody, and failures are pages where pages are asked for. */
export function answerPages(scope: ApiServer): void {
  scope.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
  });
  scope.setErrorHandler((thrown, request, reply) => {
    if (!wantsPage(request)) throw thrown;
    const error = noteFailure(thrown, request);
    const page = writeFailurePage(request.texts, describeError(error, request.texts, request.id));
    return sendPage(reply.code(error.meaning.status), page);
  });
}

export function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(page);
}

/** Browsers ask for pages, scripts for JSON. */
export function wantsPage(request: FastifyRequest): boolean {
  return /text\/html/i.test(request.headers.accept ?? '');
}

/** The failure in our words, and in the log. */
export function noteFailure(thrown: unknown, request: FastifyRequest): EfirError {
  const error = translateError(thrown, request);
  request.log = request.log.child({ code: error.code });
  if (error.meaning.status >= 500) request.log.error({ error: thrown }, 'request failed');
  return error;
}
