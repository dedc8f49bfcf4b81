import Fastify, { LogController } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { serializerCompiler } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { Scope } from '../../domain/identity/index.ts';
import { answerClientErrors } from './answer-client-errors.ts';
import { answerErrors, answerUnknownRoute } from './answer-errors.ts';
import type { ApiOptions } from './api-options.ts';
import { authenticateRequests } from './authenticate-requests.ts';
import { compressAnswers } from './compress-answers.ts';
import { describeApi } from './describe-api.ts';
import { chooseRequestId, identifyRequest, identifyRequests } from './identify-requests.ts';
import { limitRate } from './limit-rate.ts';
import { observeRequests } from './observe-requests.ts';
import { registerRoutes } from './routes/index.ts';
import { secureAnswers } from './secure-answers.ts';
import type { ApiContext, ApiServer } from './server.ts';
import { settleBodies } from './settle-bodies.ts';

export interface ServerOptions extends Pick<ApiOptions, 'config' | 'logger' | 'texts'> {
  readonly context: ApiContext;
}

/** A connection on which nothing moves for this long is closed: a stalled upload, a listener that stopped reading. */
const idleMilliseconds = 120_000;
/** JSON bodies; recordings are not held to it. */
const bodyLimit = 64 * 1024;

export interface ApiRoute {
  readonly method: string;
  readonly url: string;
  readonly scope: Scope | undefined;
  /** Any key opens it. */
  readonly keyed: boolean;
  /** Only people come in. */
  readonly person: boolean;
  /** Everybody comes in, known or not. */
  readonly visitor: boolean;
}

/** Puts the server together, without listening. The order of hooks is the order of the lines below. */
export async function buildServer({
  config,
  logger,
  texts,
  context,
}: ServerOptions): Promise<{ app: ApiServer; routes: readonly ApiRoute[] }> {
  const languages = { texts, language: config.language };
  const app: ApiServer = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    genReqId: chooseRequestId,
    trustProxy: config.trustProxy,
    bodyLimit,
    // An upload may take hours as long as it moves; only its head has to come soon.
    requestTimeout: 0,
    connectionTimeout: idleMilliseconds,
    http: { headersTimeout: 30_000 },
    // An address that cannot be decoded, or is too long, is refused before any hook.
    frameworkErrors: (_error, request, reply) => {
      identifyRequest(request, reply, languages);
      answerUnknownRoute(request, reply);
    },
    clientErrorHandler: answerClientErrors(texts(config.language), logger),
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>();
  app.setSerializerCompiler(serializerCompiler);
  app.setValidatorCompiler<z.ZodType>(({ schema }) => (data) => {
    // With the input, a message can say what came in place of what was expected.
    const result = schema.safeParse(data, { reportInput: true });
    return result.success ? { value: result.data } : { error: result.error };
  });

  const routes: ApiRoute[] = [];
  app.addHook('onRoute', ({ method, url, config = {} }) => {
    const { keyed = false, person = false, scope, visitor = false } = config;
    for (const one of [method].flat()) routes.push({ method: one, url, scope, keyed, person, visitor });
  });
  identifyRequests(app, languages);
  observeRequests(app, context.metrics);
  answerErrors(app, context.dashboard);
  await secureAnswers(app, config.corsOrigins);
  await compressAnswers(app);
  authenticateRequests(app, context.authentication, config.rateLimitPerMinute);
  await limitRate(app, config.rateLimitPerMinute);
  settleBodies(app);
  await describeApi(app);
  registerRoutes(app, context);
  await app.ready();
  return { app, routes };
}
