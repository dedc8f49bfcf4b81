import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { EfirError, toEfirError } from '../../core/errors.ts';
import { describeError, toRequestError } from '../describe-error.ts';
import { sendDashboard, wantsDashboard } from './dashboard/answer-dashboard.ts';
import type { Dashboard } from './dashboard/open-dashboard.ts';
import { describeOpenaiError, isOpenaiAddress } from './openai/describe-openai-error.ts';
import type { ErrorBody } from './schemas/error.ts';
import type { ApiServer } from './server.ts';

/**
 * Every failure leaves in one shape, worded in the language of the request: 404 and wrong input included. The routes of
 * the OpenAI API have the shape of that API. Addresses that a browser opens and no route has are the dashboard's.
 */
export function answerErrors(app: ApiServer, dashboard: Dashboard): void {
  app.setErrorHandler((thrown, request, reply) => answerError(thrown, request, reply));
  app.setNotFoundHandler((request, reply) =>
    wantsDashboard(request) ? sendDashboard(dashboard, request, reply) : answerUnknownRoute(request, reply),
  );
}

export function answerUnknownRoute(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?')[0] ?? '';
  return answerError(new EfirError('route-unknown', { method: request.method, path }), request, reply);
}

function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = translateError(thrown, request);
  const { status, headers, body } = describeFailure(error, request);
  // The line that tells of every answer says it too: by the code one finds what was refused, at any level of the log.
  request.log = request.log.child({ code: error.code });
  if (status >= 500) request.log.error({ error: thrown }, 'request failed');
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  return reply.code(status).headers(headers).type('application/json; charset=utf-8').send(body);
}

function describeFailure(error: EfirError, { id, texts, url }: FastifyRequest) {
  if (isOpenaiAddress(url)) return describeOpenaiError(error, texts, id);
  const body: ErrorBody = { error: describeError(error, texts, id) };
  return { status: error.meaning.status, headers: {}, body };
}

/** Whatever was thrown as one of our codes. */
export function translateError(thrown: unknown, request: FastifyRequest): EfirError {
  if (thrown instanceof z.core.$ZodError) return toRequestError(thrown, request.texts, request.query);
  if (isFastifyError(thrown)) return translateFastifyError(thrown);
  return toEfirError(thrown);
}

function isFastifyError(thrown: unknown): thrown is FastifyError {
  return thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('FST_');
}

function translateFastifyError(error: FastifyError): EfirError {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new EfirError('request-invalid', { detail: 'body: too large' }, { cause: error });
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new EfirError('request-invalid', { detail: error.message }, { cause: error });
  }
  return new EfirError('internal', { detail: error.message }, { cause: error });
}
