import rateLimit from '@fastify/rate-limit';
import { EfirError } from '../../core/errors.ts';
import type { ApiServer } from './server.ts';

/** So many requests a minute for each tenant, counted by this process, before their bodies are read. */
export async function limitRate(app: ApiServer, perMinute: number): Promise<void> {
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow: '1 minute',
    hook: 'preParsing',
    keyGenerator: (request) => request.caller?.tenantId ?? '',
    allowList: (request) => request.caller === null,
    errorResponseBuilder: (_request, { max }) => new EfirError('rate-limited', { limit: max }),
  });
}
