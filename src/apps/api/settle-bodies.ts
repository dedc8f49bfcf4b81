import { drainBody } from '../upload/drain-body.ts';
import type { ApiServer } from './server.ts';

/**
 * Minds request bodies that nobody reads. With `Expect: 100-continue` a body is asked for only after key, scope
 * and rate were found right.
 */
export function settleBodies(app: ApiServer): void {
  acceptEmptyJson(app);
  app.server.on('checkContinue', (request, response) => app.server.emit('request', request, response));
  app.addHook('preParsing', async (request, reply) => {
    if (/^100-continue$/i.test(request.headers.expect ?? '')) reply.raw.writeContinue();
  });
  app.addHook('onResponse', async (request) => drainBody(request.raw));
}

/** Many clients say JSON on every request, also where there is nothing to send. */
function acceptEmptyJson(app: ApiServer): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else parse(request, body as string, done);
  });
}
