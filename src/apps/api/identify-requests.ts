import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { chooseLanguage, type Language, type Texts } from '../../texts/texts.ts';
import { readRequestId, readTrace } from '../request-identity.ts';
import type { ApiServer } from './server.ts';

/** The id from X-Request-Id when it is well-formed, else a new one. */
export function chooseRequestId(request: IncomingMessage): string {
  return readRequestId(request.headers['x-request-id']);
}

export interface Languages {
  readonly texts: (language: Language) => Texts;
  /** For requests that name none. */
  readonly language: Language;
}

/** Gives every request its trace and its language, and every answer the request's id. */
export function identifyRequests(app: ApiServer, languages: Languages): void {
  app.decorateRequest('trace', '');
  app.decorateRequest('caller', null);
  // Fastify wants reference types declared empty; the hook fills it before anybody looks.
  app.decorateRequest('texts', null as unknown as Texts);
  app.addHook('onRequest', async (request, reply) => identifyRequest(request, reply, languages));
}

/** The same for a request that is refused before any hook. */
export function identifyRequest(request: FastifyRequest, reply: FastifyReply, languages: Languages): void {
  request.trace = readTrace(request.headers['traceparent']);
  const wanted = request.headers['accept-language'];
  request.texts = languages.texts(wanted === undefined ? languages.language : chooseLanguage(wanted));
  request.log = request.log.child({ trace: request.trace });
  reply.header('x-request-id', request.id);
}
